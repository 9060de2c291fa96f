import eslint from '@eslint/js';
import angular from 'angular-eslint';
import { defineConfig, globalIgnores } from 'eslint/config';
import tseslint from 'typescript-eslint';
import { layersRule } from './checks/layers-rule.ts';

const { processInlineTemplates } = angular;
const inlineTemplates = processInlineTemplates && { processor: processInlineTemplates };

export default defineConfig(
  globalIgnores([
    'data/',
    'dist/',
    'content/status/',
    '.toolchain/',
    '.cache/',
    'studio/',
    '**/testdata/',
  ]),
  {
    files: ['**/*.{ts,mjs,js}'],
    extends: [
      eslint.configs.recommended,
      tseslint.configs.strictTypeChecked,
      tseslint.configs.stylisticTypeChecked,
    ],
    plugins: { plumbline: { rules: { layers: layersRule } } },
    languageOptions: {
      parserOptions: {
        project: ['tsconfig.json', 'tsconfig.app.json'],
        tsconfigRootDir: import.meta.dirname,
      },
    },
    linterOptions: { reportUnusedDisableDirectives: 'error' },
    rules: {
      'plumbline/layers': 'error',
      eqeqeq: 'error',
      'no-restricted-syntax': [
        'error',
        {
          selector: 'TSEnumDeclaration',
          message: 'Use a list `as const` and a union type of its values.',
        },
      ],
      // Unknown in, typed out: parse at the boundary. `as const` stays.
      '@typescript-eslint/consistent-type-assertions': ['error', { assertionStyle: 'never' }],
      '@typescript-eslint/no-non-null-assertion': 'error',
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports' }],
      '@typescript-eslint/explicit-module-boundary-types': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': 'error',
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/no-confusing-void-expression': [
        'error',
        { ignoreArrowShorthand: true, ignoreVoidOperator: true },
      ],
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_' }],
      // An empty variable of the environment is one that is not set: `||` is right for text.
      '@typescript-eslint/prefer-nullish-coalescing': [
        'error',
        { ignorePrimitives: { string: true } },
      ],
      // Names in brackets are how `process.env` and other index signatures say that they may be empty.
      '@typescript-eslint/dot-notation': 'off',
    },
  },
  {
    // Checked by TypeScript through JSDoc, which these two rules cannot read; and `JSON.parse` of
    // files of our own has no parser before anything is installed.
    files: ['**/*.{mjs,js}'],
    rules: {
      'no-undef': 'off',
      '@typescript-eslint/explicit-module-boundary-types': 'off',
      '@typescript-eslint/no-unsafe-assignment': 'off',
    },
  },
  {
    files: ['src/**/*.ts'],
    extends: [angular.configs.tsRecommended],
    ...inlineTemplates,
    rules: {
      // A page's template and styles belong to one short file, or to two beside it: no default.
      '@typescript-eslint/no-extraneous-class': ['error', { allowWithDecorator: true }],
      '@angular-eslint/prefer-on-push-component-change-detection': 'off',
    },
  },
  {
    files: ['src/**/*.html'],
    extends: [angular.configs.templateRecommended, angular.configs.templateAccessibility],
  },
  {
    // Vitest's matchers (`expect.any`, `expect.objectContaining`) are typed `any`.
    files: ['**/*.spec.ts'],
    rules: { '@typescript-eslint/no-unsafe-assignment': 'off' },
  },
);
