import { AlignmentType, Document, Footer, Packer, PageNumber, Paragraph, type Table, TextRun } from 'docx';
import { undated } from '../../office/undated.js';
import { font, printable, textSize } from './text.js';

export type Block = Paragraph | Table;

/** The file. The same content gives the same bytes: nothing in it tells the time. */
export async function docx(name: string, children: readonly Block[]): Promise<Buffer> {
  const document = new Document({
    styles: { default: { document: { run: { font, size: textSize } } } },
    sections: [
      {
        properties: {
          page: {
            size: { width: 11_906, height: 16_838 },
            margin: { top: 1247, bottom: 1134, left: 1134, right: 1134, footer: 680 },
          },
        },
        footers: { default: new Footer({ children: [pageNumbers()] }) },
        children: [...children],
      },
    ],
  });
  const core = { path: 'docProps/core.xml', data: coreProperties(name) };
  return undated(await Packer.toBuffer(document, undefined, [core]));
}

function pageNumbers(): Paragraph {
  return new Paragraph({
    alignment: AlignmentType.CENTER,
    children: [
      new TextRun({
        children: ['— ', PageNumber.CURRENT, ' / ', PageNumber.TOTAL_PAGES, ' —'],
        size: 18,
        font,
      }),
    ],
  });
}

function coreProperties(name: string): string {
  const words = printable(name).replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
  return `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>${words}</dc:title></cp:coreProperties>`;
}
