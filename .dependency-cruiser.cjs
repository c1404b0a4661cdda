// The directions between the rooms of src/. A test asserts that this really saw the modules.
const pure = '^src/(survey|people)/';
const features = ['intake', 'desk', 'summaries', 'notices', 'campaigns', 'publishing'];

module.exports = {
  forbidden: [
    { name: 'no-cycle', severity: 'error', from: {}, to: { circular: true } },
    {
      name: 'pure-rooms-know-only-zod',
      severity: 'error',
      from: { path: pure },
      to: { pathNot: [pure, '^node_modules/zod/'] },
    },
    {
      name: 'locale-is-a-leaf',
      severity: 'error',
      from: { path: '^src/locale/' },
      to: { pathNot: ['^src/locale/', '^node_modules/@fluent/', '^(node:)?(fs|path|url)$'] },
    },
    ...features.map((room) => ({
      name: `${room}-stands-alone`,
      severity: 'error',
      from: { path: `^src/${room}/` },
      to: {
        path: `^src/(${features.filter((other) => other !== room).join('|')}|storage|inbox|local-chat|app|main)`,
      },
    })),
    {
      name: 'telegram-enters-by-one-door',
      severity: 'error',
      from: {
        path: '^src/(intake|desk|summaries|notices|campaigns|publishing)/',
        pathNot: ['/bot[a-z-]*\\.ts$', '/screens/'],
      },
      to: { path: ['^src/telegram/', '^node_modules/(grammy|@grammyjs)/'] },
    },
    {
      name: 'storage-implements-ports',
      severity: 'error',
      from: { path: '^src/storage/' },
      to: { path: '^src/', pathNot: ['^src/(storage|survey|people)/', '^src/[a-z-]+/ports\\.ts$'] },
    },
    {
      name: 'local-chat-knows-no-feature',
      severity: 'error',
      from: { path: '^src/local-chat/' },
      to: { path: '^src/', pathNot: '^src/local-chat/' },
    },
    {
      name: 'telegram-knows-no-feature',
      severity: 'error',
      from: { path: '^src/telegram/' },
      to: { path: `^src/(${features.join('|')}|storage|local-chat|app|main)` },
    },
    {
      name: 'office-knows-files-alone',
      severity: 'error',
      from: { path: '^src/office/' },
      // The rows of an uploaded sheet have the shape in which people judges them.
      to: { path: '^src/', pathNot: ['^src/office/', '^src/people/sheet-table\\.ts$'] },
    },
    {
      name: 'only-app-meets-every-room',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/(app/|(app|main)\\.ts$)' },
      to: { path: '^src/(app/|(app|main)\\.ts$)' },
    },
    {
      name: 'no-test-in-product',
      severity: 'error',
      from: { path: '^src/' },
      to: { path: '^(test|bench|scripts)/' },
    },
    {
      name: 'no-dev-dependency',
      severity: 'error',
      from: { path: '^src/' },
      to: { dependencyTypes: ['npm-dev', 'npm-no-pkg', 'npm-unknown'], dependencyTypesNot: ['type-only'] },
    },
    { name: 'resolvable', severity: 'error', from: {}, to: { couldNotResolve: true } },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^src/storage/prisma/' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
    },
  },
};
