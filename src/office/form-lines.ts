import {
  officeMarkup,
  type ScopeData,
  type Tag,
  TextPlugin,
  type XmlNode,
  type XmlTextNode,
  xml,
} from 'easy-template-x';

/**
 * Writes an answer of several lines as several paragraphs of the look of the tag's own, so that each is indented as
 * the template says; a tag that shares its paragraph with other words gets line breaks instead.
 */
export class LinesPlugin extends TextPlugin {
  override simpleTagReplacements(tag: Tag, data: ScopeData): void {
    const value: unknown = data.getScopeData();
    const lines = typeof value === 'string' ? value.split('\n') : [];
    if (tag.placement === 'TextNode' && lines.length > 1 && isAlone(tag.xmlTextNode))
      writeParagraphs(tag.xmlTextNode, lines);
    else super.simpleTagReplacements(tag, data);
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
