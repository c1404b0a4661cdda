import { setImmediate } from 'node:timers/promises';
import {
  officeMarkup,
  type ScopeData,
  type Tag,
  TemplatePlugin,
  TextPlugin,
  type XmlNode,
  type XmlTextNode,
  xml,
} from 'easy-template-x';

/** Milliseconds of work after which everybody else has a turn. */
const turn = 10;

/**
 * Writes an answer of several lines as several paragraphs of the look of the tag's own, so that each is indented as
 * the template says; a tag that shares its paragraph with other words gets line breaks instead.
 */
export class LinesPlugin extends TemplatePlugin {
  override readonly contentType = 'text';
  private readonly text = new TextPlugin();
  private turnBegan = performance.now();

  override async simpleTagReplacements(tag: Tag, data: ScopeData): Promise<void> {
    const value: unknown = data.getScopeData();
    const lines = typeof value === 'string' ? value.split('\n') : [];
    if (tag.placement === 'TextNode' && lines.length > 1)
      (isAlone(tag.xmlTextNode) ? writeParagraphs : writeBrokenLines)(tag.xmlTextNode, lines);
    else this.text.simpleTagReplacements(tag, data);
    if (performance.now() - this.turnBegan < turn) return;
    await setImmediate();
    this.turnBegan = performance.now();
  }
}

function isAlone(node: XmlTextNode): boolean {
  return wordsOf(officeMarkup.query.containingParagraphNode(node)).trim() === node.textContent.trim();
}

function wordsOf(node: XmlNode): string {
  return xml.query.isTextNode(node) ? node.textContent : (node.childNodes ?? []).map(wordsOf).join('');
}

function writeParagraphs(node: XmlTextNode, lines: readonly string[]): void {
  const paragraph = officeMarkup.query.containingParagraphNode(node);
  officeMarkup.modify.setSpacePreserveAttribute(officeMarkup.query.containingTextNode(node));
  lines.forEach((line, at) => {
    node.textContent = line;
    if (at < lines.length - 1) xml.modify.insertBefore(xml.create.cloneNode(paragraph, true), paragraph);
  });
}

/** Not left to the library: it writes all lines but the first after the words that follow the tag. */
function writeBrokenLines(node: XmlTextNode, [first = '', ...others]: readonly string[]): void {
  const text = officeMarkup.query.containingTextNode(node);
  officeMarkup.modify.setSpacePreserveAttribute(text);
  for (const line of others.toReversed()) {
    node.textContent = line;
    xml.modify.insertAfter(xml.create.cloneNode(text, true), text);
    xml.modify.insertAfter(xml.create.generalNode('w:br'), text);
  }
  node.textContent = first;
}
