/** A small sound campaign as a plain object, with changes by path: `{'forms[0].title': 'x'}`; undefined deletes. */
export function smallCampaign(changes: Record<string, unknown> = {}): unknown {
  const data: unknown = structuredClone(small);
  for (const [path, value] of Object.entries(changes)) change(data, path, value);
  return data;
}

function change(data: unknown, path: string, value: unknown): void {
  const steps = path.split(/[.[\]]+/).filter(Boolean);
  const last = steps.pop();
  let holder = data as Record<string, unknown>;
  for (const step of steps) holder = holder[step] as Record<string, unknown>;
  if (last === undefined) return;
  if (value === undefined) Reflect.deleteProperty(holder, last);
  else holder[last] = value;
}

const small = {
  id: 'small-2026',
  title: '技术需求征集',
  year: 2026,
  timeZone: 'Asia/Shanghai',
  receiptPrefix: 'SM2026',
  organiser: '科技局',
  notice: {
    version: '1',
    purpose: '征集',
    kept: '内容',
    retention: '一年',
    contact: '请致电',
    rights: '/mydata',
  },
  deadlines: { unit: { days: 30 }, recommender: { days: 45 } },
  areas: [
    { id: 'east', label: '河东' },
    { id: 'west', label: '河西' },
  ],
  responsibility: [{ name: '河东组', areas: ['east'], sectors: ['农业'], categories: ['科普'] }],
  forms: [
    {
      id: 'demand',
      title: '需求表',
      filledBy: 'unit',
      sections: [
        {
          id: 'unit',
          title: '单位',
          questions: [
            { id: 'unit-name', kind: 'text', label: '单位名称', reuse: 'unit-name' },
            { id: 'staff', kind: 'wholeNumber', label: '职工' },
            { id: 'researchers', kind: 'wholeNumber', label: '研发人员' },
            {
              id: 'share',
              kind: 'computed',
              label: '占比',
              formula: { percentage: ['researchers', 'staff'] },
            },
            { id: 'area', kind: 'chooseOne', label: '区域', choices: ['east', 'west'] },
            {
              id: 'sector',
              kind: 'chooseOne',
              label: '行业',
              choices: ['农业', '林业'],
              showIf: { question: 'area', is: 'east' },
            },
            { id: 'listed', kind: 'yesNo', label: '是否上市' },
          ],
        },
        {
          id: 'demand',
          title: '需求',
          repeats: { noun: '需求', nameFrom: 'demand-name' },
          questions: [
            { id: 'demand-name', kind: 'text', label: '名称' },
            { id: 'category', kind: 'chooseOne', label: '类别', choices: ['攻关', '科普'] },
            { id: 'ways', kind: 'chooseSeveral', label: '方式', choices: ['转让', '合作'] },
            { id: 'content', kind: 'longText', label: '内容', limit: 300 },
            { id: 'total', kind: 'money', unit: '万元', label: '总投入' },
            { id: 'public', kind: 'money', unit: '万元', label: '财政资金' },
            {
              id: 'field',
              kind: 'chooseFromList',
              label: '领域',
              entries: [{ label: '制造', children: ['机床', '机器人'] }, '农业'],
            },
          ],
        },
        { id: 'end', title: '其他', questions: [{ id: 'remark', kind: 'text', label: '备注' }] },
      ],
      checks: [
        { id: 'public-within', left: 'public', relation: '<=', right: 'total', reason: '不能多于总投入' },
      ],
      roles: {
        unitName: 'unit-name',
        area: 'area',
        sector: 'sector',
        category: 'category',
        demandName: 'demand-name',
      },
    },
  ],
  sheets: [
    {
      id: 'summary',
      title: '汇总表',
      form: 'demand',
      of: 'area',
      head: ['汇总单位：', { label: '单位', from: { question: 'unit-name' } }],
      columns: [
        { label: '序号', from: 'sequence' },
        { label: '名称', from: { question: 'demand-name' } },
      ],
    },
  ],
};
