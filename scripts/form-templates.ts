// npx tsx scripts/form-templates.ts [FOLDER]: writes the Word templates of the official forms as they were first made.
// Without FOLDER they replace those of src/survey/campaigns, and with them what was changed in Word since.
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { Packer } from 'docx';
import { undated } from '../src/office/undated.js';
import { fontTable } from './form-templates/look.js';
import { keyTechnology, recommendedProject } from './form-templates/xinjiang.js';
import { survey } from './form-templates/zhangjiajie.js';

const folder = process.argv[2] ?? new URL('../src/survey/campaigns', import.meta.url).pathname;
const templates = {
  'zhangjiajie-2021/survey.docx': survey,
  'xinjiang-2023/key-technology.docx': keyTechnology,
  'xinjiang-2023/recommended-project.docx': recommendedProject,
};

for (const [name, template] of Object.entries(templates)) {
  const path = join(folder, name);
  await mkdir(dirname(path), { recursive: true });
  const file = await Packer.toBuffer(template(), undefined, [
    { path: 'word/fontTable.xml', data: fontTable },
    {
      path: 'docProps/core.xml',
      data: '<?xml version="1.0" encoding="UTF-8" standalone="yes"?><cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"/>',
    },
  ]);
  await writeFile(path, undated(file));
  console.log(path);
}
