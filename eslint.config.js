// neostandard lints and formats; the rules below are the project's own (CONTRIBUTING.md).
import neostandard from 'neostandard'
import regexp from 'eslint-plugin-regexp'

export default [
  ...neostandard({ ts: true, ignores: ['dist/**', 'console/service/controls-types.d.ts', 'data/**', '.tap/**', 'openapi/**', 'generated/**'] }),
  {
    files: ['**/*.ts', '**/*.tsx'],
    rules: {
      '@typescript-eslint/no-explicit-any': 'error',
      'max-lines': ['error', { max: 300 }],
      // A sentence stays in one piece, so that it can be searched for.
      'max-len': ['error', { code: 140, ignoreStrings: true, ignoreTemplateLiterals: true, ignoreRegExpLiterals: true }],
      'no-restricted-syntax': ['error',
        { selector: 'ExportDefaultDeclaration', message: 'Name what you export.' },
        { selector: 'TSEnumDeclaration', message: 'Use a union of string literals.' }
      ],
      'no-warning-comments': ['error', { terms: ['todo', 'fixme', 'xxx', 'revisit'], location: 'anywhere' }]
    }
  },
  // Preact, whose attributes are HTML's.
  { files: ['console/**/*.tsx'], rules: { 'react/no-unknown-property': 'off', 'react/react-in-jsx-scope': 'off' } },
  { files: ['examples/jest/*.test.cjs'], languageOptions: { globals: { test: 'readonly', expect: 'readonly', beforeEach: 'readonly' } } },
  // Prisma reads its settings from a default export.
  { files: ['prisma.config.ts'], rules: { 'no-restricted-syntax': 'off' } },
  {
    // Clients choose the texts: no expression may take more than linear time.
    files: ['src/**/*.ts'],
    plugins: { regexp },
    rules: {
      'regexp/no-super-linear-backtracking': ['error', { report: 'potential' }],
      'regexp/no-super-linear-move': ['error', { report: 'potential', ignorePartial: false }]
    }
  },
]
