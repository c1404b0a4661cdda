import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  readEmail,
  readMobile,
  readPhone,
  readPostalCode,
  readWebAddress,
} from '../../src/survey/reading/contact-data.js';

describe('readMobile', () => {
  it.each([
    '13812345678',
    '138 1234 5678',
    '138-1234-5678',
    '１３８１２３４５６７８',
    '+8613812345678',
    '+86 138 1234 5678',
    '+ 86 13812345678',
    '(+86)13812345678',
    '008613812345678',
    '8613812345678',
    '86-138-1234-5678',
    '013812345678',
    '手机：13812345678',
    '张三13812345678',
    ' 138\u200b12345678。',
  ])('reads %j', (text) => {
    expect(readMobile(text)).toEqual({ kind: 'ok', value: '13812345678' });
  });

  it.each([
    ['', 'empty', 0],
    ['无', 'none', 0],
    ['—', 'none', 0],
    ['1381234567', 'length', 10],
    ['138123456789', 'length', 12],
    ['12812345678', 'prefix', 11],
    ['0744-8222222', 'landline', 11],
    ['400-123-4567', 'landline', 10],
    ['010-82222222', 'landline', 11],
    ['1381234567a', 'letters', 10],
    ['13812345678（张三）', 'letters', 11],
    ['+852 9123 4567', 'foreign', 11],
    ['0018005550100', 'foreign', 13],
    ['13812345678/13912345678', 'several', 22],
    ['13812345678 13912345678', 'several', 22],
    ['1'.repeat(100_000), 'letters', 2100],
  ])('refuses %.40j: %s', (text, reason, found) => {
    expect(readMobile(text)).toEqual({ kind: 'wrong', reason, found });
  });

  it('reads every mobile number, however it is spaced and prefixed', () => {
    const number = fc.tuple(fc.integer({ min: 3, max: 9 }), fc.integer({ min: 0, max: 999_999_999 }));
    const prefix = fc.constantFrom('', '+86', '+86 ', '0086-', '0', '86 ');
    const gap = fc.constantFrom('', ' ', '-', '　', '－');
    fc.assert(
      fc.property(number, prefix, gap, ([second, rest], before, between) => {
        const value = `1${second}${String(rest).padStart(9, '0')}`;
        const spaced = [value.slice(0, 3), value.slice(3, 7), value.slice(7)].join(between);
        expect(readMobile(before + spaced)).toEqual({ kind: 'ok', value });
        expect(readPhone(before + spaced)).toEqual({ kind: 'ok', value });
      }),
    );
  });
});

describe('readPhone', () => {
  it.each([
    ['138 1234 5678', '13812345678'],
    ['0744-8222222', '0744-8222222'],
    ['07448222222', '0744-8222222'],
    ['（0744）8222222', '0744-8222222'],
    ['０７４４－８２２２２２２', '0744-8222222'],
    ['0744—822 2222', '0744-8222222'],
    ['+86 744 8222222', '0744-8222222'],
    ['+86-0744-8222222', '0744-8222222'],
    ['86 744 8222222', '0744-8222222'],
    ['0991 12345678', '0991-12345678'],
    ['01082222222', '010-82222222'],
    ['021-8222 2222', '021-82222222'],
    ['0744-8222222-801', '0744-8222222-801'],
    ['0744-8222222转801', '0744-8222222-801'],
    ['0744-8222222 转 801', '0744-8222222-801'],
    ['0744-8222222（分机801）', '0744-8222222-801'],
    ['0744-8222222 ext. 801', '0744-8222222-801'],
    ['4001234567', '400-1234567'],
    ['400-123-4567', '400-1234567'],
    ['800 123 4567', '800-1234567'],
    ['电话：0744-8222222。', '0744-8222222'],
  ])('reads %j as %s', (text, value) => {
    expect(readPhone(text)).toEqual({ kind: 'ok', value });
  });

  it.each([
    ['', 'empty', 0],
    ['暂无', 'none', 0],
    ['8222222', 'areaCodeMissing', 7],
    ['82222222', 'areaCodeMissing', 8],
    ['0744-822222', 'length', 10],
    ['010-8222222', 'length', 10],
    ['12812345678', 'prefix', 11],
    ['0744-8222222/8222223', 'several', 18],
    ['0744-8222222、13812345678', 'several', 22],
    ['+1 800 555 0100', 'foreign', 11],
    ['找办公室', 'letters', 0],
  ])('refuses %j: %s', (text, reason, found) => {
    expect(readPhone(text)).toEqual({ kind: 'wrong', reason, found });
  });

  it('reads again what it gave', () => {
    const piece = fc.constantFrom(
      ...Array.from('0123456789-+ ()转'),
      '0744',
      '138',
      '400',
      '86',
      '010',
      '8222222',
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => {
        const reading = readPhone(pieces.join(''));
        if (reading.kind === 'ok') expect(readPhone(reading.value)).toEqual(reading);
      }),
      { numRuns: 3000 },
    );
  });
});

describe('readPostalCode', () => {
  it.each(['427000', '４２７０００', '427 000', '427-000', '邮编：427000', '邮编427000', '427000。'])(
    'reads %j',
    (text) => {
      expect(readPostalCode(text)).toEqual({ kind: 'ok', value: '427000' });
    },
  );

  it.each([
    ['', 'empty', 0],
    ['无', 'none', 0],
    ['42700', 'length', 5],
    ['4270000', 'length', 7],
    ['000000', 'zeros', 6],
    ['42700O', 'letters', 5],
    ['张家界', 'letters', 0],
  ])('refuses %j: %s', (text, reason, found) => {
    expect(readPostalCode(text)).toEqual({ kind: 'wrong', reason, found });
  });

  it('reads all six digits but zeros', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 999_999 }), (code) => {
        const value = String(code).padStart(6, '0');
        expect(readPostalCode(value)).toEqual({ kind: 'ok', value });
      }),
    );
  });
});

describe('readEmail', () => {
  it.each([
    ['zhang.san@example.com', 'zhang.san@example.com'],
    ['Zhang_San+1@Example.COM', 'Zhang_San+1@example.com'],
    ['12345＠qq.com', '12345@qq.com'],
    ['12345@qq。com', '12345@qq.com'],
    ['12345@qq，com', '12345@qq.com'],
    ['１２３４５＠ｑｑ．ｃｏｍ', '12345@qq.com'],
    ['12345 @ qq . com', '12345@qq.com'],
    ['12345@qq.com。', '12345@qq.com'],
    ['12345@qq.com；', '12345@qq.com'],
    ['<12345@qq.com>', '12345@qq.com'],
    ['邮箱：12345@qq.com', '12345@qq.com'],
    ['mailto:12345@qq.com', '12345@qq.com'],
    ['a@mail.zjj.gov.cn', 'a@mail.zjj.gov.cn'],
    ['a@邮件.中国', 'a@邮件.中国'],
    ['a\u200b@163.com', 'a@163.com'],
  ])('reads %j as %s', (text, value) => {
    expect(readEmail(text)).toEqual({ kind: 'ok', value });
  });

  it.each([
    ['', 'empty', undefined],
    ['无', 'none', undefined],
    ['12345qq.com', 'atMissing', '12345@qq.com'],
    ['12345#qq.com', 'atMissing', '12345@qq.com'],
    ['zhangsan', 'atMissing', undefined],
    ['www.qq.com', 'atMissing', undefined],
    ['12345@qqcom', 'domain', '12345@qq.com'],
    ['12345@qq.con', 'domain', '12345@qq.com'],
    ['12345@qq', 'domain', undefined],
    ['12345@', 'domain', undefined],
    ['12345@qq..com', 'domain', undefined],
    ['12345@-qq.com', 'domain', undefined],
    ['@qq.com', 'name', undefined],
    ['张三@qq.com', 'name', undefined],
    ['a..b@qq.com', 'name', undefined],
    ['.a@qq.com', 'name', undefined],
    [`${'a'.repeat(65)}@qq.com`, 'name', undefined],
    ['a b@qq.com', 'spaces', undefined],
    ['a@qq.com b@163.com', 'several', undefined],
    ['a@qq.com；b@163.com', 'several', undefined],
    ['a@b@qq.com', 'several', undefined],
    [`${'a.'.repeat(1000)}@qq.com`, 'tooLong', undefined],
    ['a'.repeat(100_000), 'tooLong', undefined],
  ])('refuses %.40j: %s', (text, reason, likely) => {
    expect(readEmail(text)).toEqual({ kind: 'wrong', reason, ...(likely !== undefined && { likely }) });
  });

  it('reads the addresses that the standard allows, and again what it gave', () => {
    fc.assert(
      fc.property(fc.emailAddress(), (address) => {
        fc.pre(!/\.(?:con|comm|cmo|ocm)$/i.test(address)); // taken for slips of .com
        const reading = readEmail(address);
        expect(reading.kind).toBe('ok');
        if (reading.kind === 'ok') expect(readEmail(reading.value)).toEqual(reading);
      }),
    );
  });

  it('never proposes what it would not read', () => {
    const piece = fc.constantFrom(...Array.from('ab1@.,# -'), 'qq', 'com', 'con', '163', '。', '＠');
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 10 }), (pieces) => {
        const reading = readEmail(pieces.join(''));
        const value = reading.kind === 'ok' ? reading.value : reading.likely;
        if (value !== undefined) expect(readEmail(value)).toEqual({ kind: 'ok', value });
      }),
      { numRuns: 3000 },
    );
  });
});

describe('readWebAddress', () => {
  it.each([
    ['www.example.com', 'www.example.com'],
    ['WWW.Example.COM/Path', 'www.example.com/Path'],
    ['http://www.example.com', 'http://www.example.com'],
    ['HTTPS://example.com:8443/a?b=1#c', 'https://example.com:8443/a?b=1#c'],
    ['http：//www。example。com', 'http://www.example.com'],
    ['http:/www.example.com', 'http://www.example.com'],
    ['http:\\\\www.example.com', 'http://www.example.com'],
    ['ｗｗｗ．ｅｘａｍｐｌｅ．ｃｏｍ', 'www.example.com'],
    ['www.example.com。', 'www.example.com'],
    ['www,example,com', 'www.example.com'],
    ['http://www.example.com/', 'http://www.example.com/'],
    ['网址：www.example.com', 'www.example.com'],
    ['企业.中国', '企业.中国'],
  ])('reads %j as %s', (text, value) => {
    expect(readWebAddress(text)).toEqual({ kind: 'ok', value });
  });

  it.each([
    ['', 'empty'],
    ['无', 'none'],
    ['/', 'none'],
    ['example', 'host'],
    ['http://', 'host'],
    ['localhost', 'host'],
    ['www..com', 'host'],
    ['javascript:alert(1)', 'host'],
    ['ftp://example.com', 'scheme'],
    ['a@example.com', 'email'],
    ['www.example.com 和 www.example.cn', 'spaces'],
    ['我们没有网站', 'host'],
    [`www.${'a'.repeat(3000)}.com`, 'tooLong'],
  ])('refuses %.40j: %s', (text, reason) => {
    expect(readWebAddress(text)).toEqual({ kind: 'wrong', reason });
  });

  it('reads web addresses of domains, and again what it gave', () => {
    fc.assert(
      fc.property(fc.domain(), fc.constantFrom('', 'http://', 'https://'), (domain, scheme) => {
        const reading = readWebAddress(`${scheme}${domain}/x`);
        expect(reading).toEqual({ kind: 'ok', value: `${scheme}${domain.toLowerCase()}/x` });
      }),
    );
  });
});
