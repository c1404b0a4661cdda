import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type DemandText, similarDemands, similarity } from '../../src/survey/similarity.js';

const salamander =
  '我公司驯养大鲵过程中，幼苗期死亡率超过百分之三十，腹水病和烂嘴病难以控制，饵料依赖天然活饵，成本高。希望解决大鲵仿生态繁育中水质调控、病害快速诊断与防治、人工配合饲料研制等问题。';
const tea =
  '莓茶采收期集中，现有杀青、揉捻设备效率低，茶叶黄酮含量损失大。需要开发适合莓茶的低温快速干燥工艺和连续化加工生产线，使总黄酮保留率达到百分之九十以上。';
const tourism =
  '景区高峰日客流超过五万人次，索道和换乘点排队时间长。需要建立客流预测模型，接入票务、视频和气象数据，提前两小时给出分流方案，并向游客手机推送。';

const of = (name: string, text = ''): DemandText => ({ name, text });

describe('possibly the same need', () => {
  it.each<[string, DemandText, DemandText]>([
    ['the same name', of('大鲵仿生态繁育关键技术研究'), of('大鲵仿生态繁育关键技术研究')],
    ['other words around it', of('大鲵仿生态繁育关键技术研究与示范'), of('大鲵仿生态繁育技术开发及推广应用')],
    ['width, case, blanks and marks', of('５Ｇ＋“智慧 景区”平台建设'), of('5g智慧景区平台建设')],
    ['the parts in another order', of('莓茶黄酮提取与莓茶加工'), of('莓茶加工与莓茶黄酮提取')],
    [
      'a text that was copied under another name',
      of('特色水产养殖攻关', salamander),
      of('娃娃鱼病害防治', salamander),
    ],
    [
      'a text that was copied and somewhat changed',
      of('莓茶加工技术', tea),
      of('茶叶干燥工艺与装备', tea.replace('百分之九十以上', '85%以上').replace('我公司', '')),
    ],
    [
      'a text that was shortened',
      of('景区客流预测与调度', tourism),
      of('智慧旅游分流系统', tourism.slice(22, 62)),
    ],
    ['a longer name for it', of('杜仲叶绿原酸提取'), of('杜仲叶中绿原酸的高效提取与纯化技术研究')],
  ])('%s', (_, a, b) => {
    expect(similarity(a, b)).toBeGreaterThanOrEqual(0.5);
  });

  it.each<[string, DemandText, DemandText]>([
    ['only what all names have', of('大鲵繁育关键技术研究与应用示范'), of('葛根淀粉关键技术研究与应用示范')],
    ['one field, another need', of('莓茶连续化加工生产线'), of('莓茶种苗脱毒快繁')],
    ['different texts', of('水产养殖技术研究', salamander), of('茶叶加工技术研究', tea)],
    ['different texts and names', of('大鲵仿生态繁育', salamander), of('景区客流预测', tourism)],
    ['the place in common', of('张家界市垃圾焚烧飞灰处置'), of('张家界市古树名木保护')],
    ['nothing but stop words', of('关键技术研究'), of('关键核心技术攻关与产业化应用示范')],
    ['an empty one', of(''), of('大鲵仿生态繁育')],
  ])('not: %s', (_, a, b) => {
    expect(similarity(a, b)).toBeLessThan(0.5);
  });

  it('misses what its docstring says: synonyms and other wording', () => {
    expect(similarity(of('大鲵养殖'), of('娃娃鱼人工饲养'))).toBeLessThan(0.5);
    expect(similarity(of('人工智能质检'), of('AI质检'))).toBeLessThan(0.8);
  });

  const words = fc.stringMatching(/^[大鲵仿生态繁育莓茶加工智慧景区 a-c1-3，。]{0,40}$/);
  const demands = fc.record({ name: words, text: words });

  it('is between 0 and 1, the same both ways, and 1 only for what is written alike', () => {
    fc.assert(
      fc.property(demands, demands, (a, b) => {
        const value = similarity(a, b);
        expect(value).toBeGreaterThanOrEqual(0);
        expect(value).toBeLessThanOrEqual(1);
        expect(similarity(b, a)).toBeCloseTo(value, 10);
      }),
    );
  });

  it('does not see width, case and blanks between Han characters', () => {
    fc.assert(
      fc.property(demands, demands, (a, b) => {
        const name = a.name.toUpperCase().replace(/(?<=\p{Script=Han})(?=\p{Script=Han})/gu, '\u3000\u200b');
        expect(similarity({ ...a, name }, b)).toBeCloseTo(similarity(a, b), 10);
      }),
    );
  });
});

describe('the demands most like one', () => {
  it('are those worth a look, the most similar first, at most so many', () => {
    const others = [
      of('葛根淀粉加工'),
      of('大鲵仿生态繁育技术开发'),
      of('大鲵仿生态繁育关键技术研究'),
      of('大鲵仿生态繁育与病害防治'),
    ];
    const found = similarDemands(of('大鲵仿生态繁育关键技术研究'), others, { atLeast: 0.5, most: 2 });
    expect(found.map(({ demand }) => demand)).toEqual([others[2], others[1]]);
    expect(found[0]?.similarity).toBe(1);
    expect(similarDemands(of('量子通信'), others, { atLeast: 0.5, most: 2 })).toEqual([]);
  });

  it('are found among 20,000 others of 300 字 in a moment of computing', () => {
    const characters = Array.from({ length: 2500 }, (_, at) => String.fromCharCode(0x4e00 + at * 7));
    let seed = 42;
    const random = (below: number) => {
      seed = (Math.imul(seed, 1_103_515_245) + 12_345) & 0x7fffffff;
      return seed % below;
    };
    const text = (length: number) =>
      Array.from({ length }, () => characters[random(characters.length)] ?? '').join('');
    const others = Array.from({ length: 20_000 }, () =>
      of(`${text(12)}关键技术研究`, `${salamander.slice(0, 60)}${text(240)}`),
    );
    const one = of('大鲵仿生态繁育', salamander);
    const computing = (run: () => void) =>
      Math.min(
        ...[1, 2, 3, 4, 5].map(() => {
          const began = process.cpuUsage();
          run();
          return process.cpuUsage(began).user / 1000;
        }),
      );
    const searched = computing(() => {
      expect(similarDemands(one, others, { atLeast: 0.8, most: 5 })).toEqual([]);
    });
    // What any machine needs to read all of it once, character by character.
    const read = computing(() => {
      const pairs = new Map<number, number>();
      for (const { name, text: body } of others)
        for (const words of [name, body])
          for (let at = 1; at < words.length; at++) {
            const pair = (words.charCodeAt(at - 1) * 31 + words.charCodeAt(at)) & 0xffff;
            pairs.set(pair, (pairs.get(pair) ?? 0) + 1);
          }
      expect(pairs.size).toBeGreaterThan(1000);
    });
    if (process.env.SHOW_FIGURES) console.info({ searched, read });
    // Some 0.7 (100 ms where reading takes 150); far more would be another order of work.
    expect(searched / read).toBeLessThan(2);
  });
});
