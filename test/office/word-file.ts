import { Document, Footer, Packer, Paragraph, Table, TableCell, TableRow } from 'docx';
import { Zip } from 'easy-template-x';

/* Makes small templates and looks into Word files. */

/** A template with a line a text; an array of texts is a row of a table. */
export function template(lines: readonly (string | readonly string[])[], foot = ''): Promise<Buffer> {
  const children = lines.map((line) =>
    typeof line === 'string'
      ? new Paragraph(line)
      : new Table({
          rows: [
            new TableRow({
              children: line.map((text) => new TableCell({ children: [new Paragraph(text)] })),
            }),
          ],
        }),
  );
  const footers = { default: new Footer({ children: [new Paragraph(foot)] }) };
  return Packer.toBuffer(new Document({ sections: [{ footers, children }] }));
}

export async function partOf(docx: Buffer, path: string): Promise<string> {
  return (await Zip.load(docx)).getFile(path).getContentText();
}

/** The paths of all pictures in a Word file. */
export async function pictures(docx: Buffer): Promise<Buffer[]> {
  const zip = await Zip.load(docx);
  const paths = zip.listFiles().filter((path) => path.startsWith('word/media/') && !path.endsWith('/'));
  return Promise.all(paths.map((path) => zip.getFile(path).getContentBinary(Buffer)));
}

/** The paragraphs of an XML part: their words, \n for a line break, \f for a new page. */
export function paragraphs(xml: string): string[] {
  return xml
    .split('</w:p>')
    .slice(0, -1)
    .map((paragraph) =>
      [...paragraph.matchAll(/<w:t(?: [^>]*)?>([^<]*)<\/w:t>|<w:br( w:type="page")?\/>/g)]
        .map(([found, text, page]) => text ?? (found.startsWith('<w:br') && page ? '\f' : '\n'))
        .join('')
        .replace(/&(lt|gt|quot|apos|amp);/g, (_, name: string) => entities[name] ?? '&'),
    );
}

const entities: Readonly<Record<string, string>> = { lt: '<', gt: '>', quot: '"', apos: "'" };
