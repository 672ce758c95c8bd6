/** The files that decide and have no test of their own, and what holds them instead. `mirror.test.ts` keeps this list true. */

import { heldByLanguage } from './mirror-exceptions-of-language.js'
import { heldByModels } from './mirror-exceptions-of-models.js'
import { heldByStorage } from './mirror-exceptions-of-storage.js'
import { heldByRequests } from './mirror-exceptions-of-requests.js'

export interface Held {
  readonly folder: string
  /** Why a test of each file would say less than those that hold them. */
  readonly why: string
  /** The tests that fail when one of the files decides otherwise: files, or folders of them. */
  readonly by: readonly string[]
  readonly files: readonly string[]
}

export const held: readonly Held[] = [
  ...heldByLanguage,
  ...heldByModels,
  ...heldByStorage,
  ...heldByRequests,
  {
    folder: 'src/http/openapi/model',
    why: 'What schemas demand of bodies is held against what the service takes, value by value.',
    by: ['features/sent-values.test.ts'],
    files: ['sent-values']
  },
  {
    folder: 'src/http/compression',
    why: 'What is compressed, and how, is seen by a client that accepts it.',
    by: ['features/compression.test.ts'],
    files: ['compression']
  },
  {
    folder: 'src/commands',
    why: 'What a start prints is read from the process that was started.',
    by: ['main.test.ts', 'commands/admin-key.test.ts', 'commands/start-banner.test.ts'],
    files: ['serve']
  },
  {
    folder: 'src/admin',
    why: 'Routes and hooks: what they decide is seen by a client, of the service and inside of a batch.',
    by: ['features/admin/frame.test.ts', 'features/admin/faults.test.ts', 'features/admin/batch-hooks.test.ts'],
    files: ['admin-key', 'batch-hooks', 'controls', 'create-interceptor', 'validation']
  },
  {
    folder: 'src/admin/faults',
    why: 'An effect, a rule and an answer are what a client meets.',
    by: ['features/admin/faults.test.ts', 'features/admin/answer-effect.test.ts', 'features/admin/scenarios.test.ts'],
    files: ['add-rule', 'fault-per-request', 'schedule']
  },
  {
    folder: 'src/admin/faults/template',
    why: 'An effect, a rule and an answer are what a client meets.',
    by: ['features/admin/faults.test.ts', 'features/admin/answer-effect.test.ts', 'features/admin/scenarios.test.ts'],
    files: ['answer-template', 'json-template', 'placeholder']
  },
  {
    folder: 'src/admin/journal',
    why: 'What was seen, and whether it fits, is asked over HTTP.',
    by: ['features/admin/journal.test.ts', 'emulator.test.ts'],
    files: ['captured-body', 'har', 'journal', 'journal-query', 'observe', 'show-entry', 'verify']
  },
  {
    folder: 'src/admin/state',
    why: 'Whole tenants go in and out, on both databases, whole and in pieces.',
    by: ['features/admin', 'features/given-model-state.test.ts'],
    files: ['body-stream', 'json-events', 'model-state-reader', 'seed-file', 'state-documentation', 'state-reader', 'value-builder']
  },
  {
    folder: 'src/admin/openapi',
    why: 'A document is what tools make of it: each answer of the controls is held against it, its examples are sent, a client is made of it.',
    by: ['features/admin/controls-document.test.ts', 'http/openapi/judged.test.ts'],
    files: ['complete-controls', 'name-schemas']
  },
  {
    folder: 'src/admin/throttle',
    why: 'Limits are windows of time, of several clients, by the clock.',
    by: ['features/admin/faults.test.ts', 'features/admin/tenants.test.ts'],
    files: ['throttle']
  },
  {
    folder: 'src/csdl/bind',
    why: 'A reader, a writer and the model between them: one document goes through all of them and back, and each refusal has a row.',
    by: ['csdl'],
    files: ['apply-annotations', 'bind-container', 'bind-key', 'bind-member', 'bind-model', 'bind-operation', 'bind-structured-types',
      'bind-value-types', 'check-finite', 'default-value', 'inheritance']
  },
  {
    folder: 'src/csdl',
    why: 'A reader, a writer and the model between them: one document goes through all of them and back, and each refusal has a row.',
    by: ['csdl'],
    files: ['describe-model', 'local-files', 'names', 'reach', 'source-text', 'vocabulary-documents']
  },
  {
    folder: 'src/csdl/json',
    why: 'A reader, a writer and the model between them: one document goes through all of them and back, and each refusal has a row.',
    by: ['csdl'],
    files: ['json-member', 'parse-json-tree', 'read-json-constant', 'read-json-document', 'read-json-expression', 'read-json-schema',
      'read-json-type', 'term-types', 'write-csdl-json', 'write-json-expression']
  },
  {
    folder: 'src/csdl/xml',
    why: 'A reader, a writer and the model between them: one document goes through all of them and back, and each refusal has a row.',
    by: ['csdl'],
    files: ['parse-xml', 'read-xml-container', 'read-xml-document', 'read-xml-expression', 'read-xml-schema', 'read-xml-type',
      'write-csdl-xml', 'write-xml-expression', 'xml-element']
  },
  {
    folder: 'src/edm',
    why: 'A model is built by declarations and by documents, and looked up by every request.',
    by: [
      'families/office-configuration/model/graph-model.test.ts', 'csdl', 'derived-type.test.ts', 'features/given-model.test.ts'
    ],
    files: ['build-model', 'decimal', 'enum-values', 'lookup', 'primitives', 'read-primitive']
  },
  {
    folder: 'src/http',
    why: 'What HTTP itself decides is sent over a socket.',
    by: ['features/wire.test.ts', 'features/negotiation.test.ts', 'features/auth.test.ts'],
    files: ['admit', 'error-answer', 'listen', 'request-ids', 'route-methods']
  },
  {
    folder: 'src/http/auth',
    why: 'Tokens are judged with the keys, the clock and the settings of a service, and used by the clients they are for.',
    by: ['features/tokens.test.ts', 'features/auth.test.ts', 'features/identity.test.ts'],
    files: ['principal', 'verify-token']
  },
  {
    folder: 'src/http/batch',
    why: 'The order of a batch, its groups and its references show in its answers, on both databases.',
    by: ['features/batch-json.test.ts', 'features/batch-requests.test.ts', 'features/batch-references.test.ts', 'http/batch'],
    files: ['answer-batch', 'answers', 'run-batch', 'sub-url']
  },
  {
    folder: 'src/http/identity',
    why: 'Tokens are judged with the keys, the clock and the settings of a service, and used by the clients they are for.',
    by: ['features/tokens.test.ts', 'features/auth.test.ts', 'features/identity.test.ts'],
    files: ['grants', 'routes', 'token-request']
  },
  {
    folder: 'src/http/openapi',
    why: 'The document is compared with the reference page, judged by other tools, and every answer with it.',
    by: ['http/openapi'],
    files: ['complete']
  },
  {
    folder: 'src/http/openapi/model',
    why: 'Which properties a document has, the service answers: its examples are sent, and the methods that it has are those of `Allow`.',
    by: ['features/given-model-openapi.test.ts'],
    files: ['property-places', 'restricted-components', 'restricted-examples']
  },
  {
    folder: 'src/http/openapi/resources',
    why: 'What a document says of a property by itself, its examples say to the service.',
    by: ['features/given-model-openapi.test.ts'],
    files: ['value-operations']
  },
  {
    folder: 'src/http/transport',
    why: 'What HTTP itself decides is sent over a socket.',
    by: ['features/wire.test.ts', 'features/negotiation.test.ts', 'features/auth.test.ts'],
    files: ['check-message', 'client-error', 'decode-body']
  },
  {
    folder: 'src/odata/batch',
    why: 'Both formats are read by property tests and by batches that a client sends.',
    by: ['features/batch-json.test.ts', 'features/batch-multipart.test.ts', 'odata/batch'],
    files: ['batch-format', 'json-body', 'parse-message', 'parse-multipart-batch']
  },
  {
    folder: 'src/odata/bind',
    why: 'Names and types are bound by URLs: each rule with its message, and anything at all without a crash.',
    by: ['odata/bind', 'features/configurations.test.ts', 'features/expand.test.ts', 'features/by-the-book.test.ts', 'features/cross-join.test.ts', 'features/relation-rules.test.ts', 'features/given-model.test.ts'],
    files: [
      'allowed-methods', 'allowed-options', 'bind-cross-join', 'bind-expand', 'bind-request', 'change', 'choose-member', 'collection-options', 'created-options', 'cross-join-shown', 'expand-sent',
      'names-variable', 'path', 'raw-value', 'selection', 'stream-size', 'target', 'write-body'
    ]
  },
  {
    folder: 'src/odata/bind/apply',
    why: 'Names and types are bound by URLs: each rule with its message, and anything at all without a crash.',
    by: ['odata/bind', 'features/configurations.test.ts', 'features/expand.test.ts', 'features/by-the-book.test.ts'],
    files: ['apply-options', 'bind-apply-aggregate', 'bind-apply-concat', 'bind-apply-extremes', 'bind-apply-group', 'expressions-in', 'rollup']
  },
  {
    folder: 'src/odata/bind/expression',
    why: 'Names and types are bound by URLs: each rule with its message, and anything at all without a crash.',
    by: ['odata/bind', 'features/configurations.test.ts', 'features/expand.test.ts', 'features/by-the-book.test.ts', 'features/dynamic-properties.test.ts'],
    files: ['compare-dynamic', 'computed-texts', 'expression-children', 'expression-size', 'quotes-hint']
  },
  {
    folder: 'src/odata/json',
    why: 'Bodies go in and come out over HTTP, each fault with its message and path.',
    by: ['features/body-faults.test.ts', 'features/versions.test.ts', 'features/negotiation.test.ts', 'features/inner-relations.test.ts', 'features/validation.test.ts'],
    files: ['body-annotations', 'body-faults', 'dynamic-types', 'inner-relations', 'json-pieces', 'parse-json', 'read-body', 'write-entity']
  },
  {
    folder: 'src/odata/metadata',
    why: 'Every annotation is held against its vocabulary and against what the service does.',
    by: ['odata/metadata', 'features/metadata.test.ts'],
    files: ['answer-metadata', 'metadata-format', 'metadata-path']
  },
  {
    folder: 'src/odata/restrictions',
    why: 'Each condition of a model is one that a request breaks, on both databases.',
    by: ['features/conditions.test.ts'],
    files: ['conditions']
  },
  {
    folder: 'src/pattern',
    why: 'Parts of one grammar.',
    by: ['pattern/parse-pattern.test.ts'],
    files: ['parse-class', 'parse-escape']
  },
  {
    folder: 'src/odata',
    why: 'Decided by what a client sends.',
    by: ['features/versions.test.ts', 'features/conditional.test.ts', 'features/batch-references.test.ts', 'features/restricted-values.test.ts'],
    files: ['query-in-body', 'resource-name']
  },
  {
    folder: 'src/odata/url',
    why: 'Which literals become parameters shows in what is cached.',
    by: ['pipeline/prepared-requests.test.ts', 'plan/free-literals.test.ts'],
    files: ['query-shape']
  },
  {
    folder: 'src/pipeline',
    why: 'What is written is what every client gets.',
    by: ['features', 'http/openapi/judged.test.ts'],
    files: ['run-request', 'write-response']
  },
  {
    folder: 'src/plan',
    why: 'Plans are printed.',
    by: ['plan/plan-request.test.ts'],
    files: ['plan-change', 'plan-collection', 'shape', 'shape-collections']
  },
  {
    folder: 'src/plan/supported',
    why: 'One visitor of the bound tree: each refusal has a row, and what it lets through is rendered.',
    by: ['plan/supported/check-supported.test.ts', 'storage/sql/render-anything.test.ts'],
    files: ['check-expression', 'row-path']
  },
  {
    folder: 'src/storage/sql/answer',
    why: 'Texts that are more than an answer holds are a 400, and shorter ones are shown.',
    by: ['features/large-answers.test.ts', 'features/long-answers.test.ts'],
    files: ['long-objects']
  },
  {
    folder: 'src/storage/sql/answer',
    why: 'Pages of pairs are compared with what there is, on both databases.',
    by: ['features/cross-join.test.ts', 'features/cross-join-random.test.ts'],
    files: ['render-cross-join']
  },
  {
    folder: 'src/storage/sql/expression',
    why: 'What values are that nothing is declared of, the databases say.',
    by: ['features/dynamic-properties.test.ts', 'features/dynamic-casts.test.ts'],
    files: ['render-dynamic']
  },
  {
    folder: 'src/storage/sql/apply',
    why: 'What is made of the nodes of trees is compared with an evaluator that is not SQL.',
    by: ['features/apply-hierarchy.test.ts', 'features/apply-random.test.ts'],
    files: ['apply-rollup']
  },
  {
    folder: 'src/tls',
    why: 'Certificates are judged by clients that connect.',
    by: ['features/tls.test.ts', 'clients/graph-over-https.test.ts'],
    files: ['tls-credentials']
  }
]
