import tseslint from 'typescript-eslint';

// Biome formats and lints syntax; this is only what needs types: a forgotten `await` is a bot's typical fault.
export default tseslint.config(
  { ignores: ['dist', 'node_modules', 'src/storage/prisma', 'coverage', 'src/local-chat/page', 'data'] },
  {
    files: ['**/*.ts'],
    extends: [tseslint.configs.strictTypeCheckedOnly],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { considerDefaultExhaustiveForUnions: true },
      ],
      '@typescript-eslint/restrict-template-expressions': [
        'error',
        { allowNumber: true, allowBoolean: true },
      ],
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
    },
  },
);
