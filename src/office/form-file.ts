import {
  ImagePlugin,
  LoopPlugin,
  RawXmlPlugin,
  type ScopeDataResolver,
  type TemplateContent,
  TemplateHandler,
  TemplateHandlerOptions,
} from 'easy-template-x';
import { LinesPlugin } from './form-lines.js';
import { qrPicture } from './form-qr.js';
import { demandsTag, isOwnTag, type OwnTag, readBoxTag } from './form-tags.js';
import { undated } from './undated.js';

/** Answers to the questions that are asked once, or to those of one demand; both by the question's id. */
export interface FormPart {
  /** As they are to be printed, amounts without their unit, which the paper prints; lines end in \n. */
  readonly values: ReadonlyMap<string, string>;
  /** Ids of the chosen choices, for boxes. */
  readonly chosen: ReadonlyMap<string, readonly string[]>;
}

export interface FormPaper extends FormPart {
  /** A Word file with the tags that form-tags.ts names. */
  readonly template: Buffer;
  readonly demands: readonly FormPart[];
  readonly receipt: { readonly number: string; readonly version: number; readonly hash: string };
}

/** As the issuing offices print them; both from the font that the template names for the tag. */
const boxes = { chosen: '☑', open: '□' };

/** Side of the QR picture: 16 mm in pixels of 1/96 inch, so that a module of a code of 37 modules is 0.43 mm wide. */
const qrSide = 60;

/** The template filled in, as a Word file. The same paper gives the same bytes. */
export async function formFile(paper: FormPaper): Promise<Buffer> {
  const options = new TemplateHandlerOptions({
    plugins: [new LoopPlugin(), new LinesPlugin(), new ImagePlugin(), new RawXmlPlugin()],
    scopeDataResolver: contentsOf(paper),
  });
  const handler = new TemplateHandler(options);
  return undated(await handler.process(paper.template, {}));
}

/** Looks tags up by hand: what nobody answered is empty, and no name reaches beyond the answers. */
function contentsOf(paper: FormPaper): ScopeDataResolver {
  const { number, version, hash } = paper.receipt;
  const qr = qrPicture(`${number} v${version} ${hash}`);
  const own = (tag: OwnTag, position: number): TemplateContent => {
    switch (tag) {
      case '@number':
        return printable(number);
      case '@version':
        return String(version);
      case '@hash':
        return printable(hash);
      case '@qr':
        return {
          _type: 'image',
          source: qr,
          format: 'image/png',
          width: qrSide,
          height: qrSide,
          altText: 'QR',
        };
      case '@position':
        return String(position + 1);
      case '@next-page':
        return position === 0 ? '' : { _type: 'rawXml', xml: '<w:br w:type="page"/>' };
    }
  };
  return ({ path }) => {
    const tag = path.at(-1);
    if (tag === undefined || typeof tag === 'number') return '';
    if (tag.disposition === 'Open') return tag.name === demandsTag ? paper.demands.map(() => ({})) : [];
    const position = path.find((part) => typeof part === 'number') ?? 0;
    if (isOwnTag(tag.name)) return own(tag.name, position);
    const demand = path.length > 1 ? paper.demands[position] : undefined;
    return answerOf(tag.name, demand ? [demand, paper] : [paper]);
  };
}

function answerOf(tag: string, parts: readonly FormPart[]): string {
  const box = readBoxTag(tag);
  if (box === undefined)
    return printable(parts.map(({ values }) => values.get(tag)).find((value) => value !== undefined) ?? '');
  return parts.some(({ chosen }) => chosen.get(box.question)?.includes(box.choice))
    ? boxes.chosen
    : boxes.open;
}

/** Without what no Word file may hold: control characters and halves of characters. */
function printable(words: string): string {
  return words
    .replaceAll(/\r\n|[\r\u2028\u2029]/g, '\n')
    .replaceAll('\t', ' ')
    .replaceAll(/[^\P{Cc}\n]|[\ufffe\uffff]/gu, '')
    .replaceAll(/\p{Surrogate}/gu, '\ufffd');
}
