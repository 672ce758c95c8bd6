/** Of those: files that came with models as arguments, and the family's own. */
import type { Held } from './mirror-exceptions.js'

export const heldByModels: readonly Held[] = [
  {
    folder: 'src/odata/json',
    why: 'Keys and entity-ids of bodies are met over HTTP, keys of every type.',
    by: ['features/given-model.test.ts', 'features/any-name.test.ts', 'features/contained-ids.test.ts'],
    files: ['entity-keys', 'entity-id-key']
  },
  {
    folder: 'src/odata/bind',
    why: 'Calls are sent and answered over HTTP, right ones and wrong ones.',
    by: ['features/operations.test.ts'],
    files: ['call-segment']
  },
  {
    folder: 'src/odata/operations',
    why: 'Calls are sent and answered over HTTP, right ones and wrong ones.',
    by: ['features/operations.test.ts'],
    files: ['bind-invocation', 'effect-url', 'find-operations', 'read-arguments', 'select-shown', 'splice-answer']
  },
  {
    folder: 'src/odata/json',
    why: 'Values of every type go into effects and come out of them, on both databases.',
    by: ['features/operations.test.ts'],
    files: ['value-literal', 'write-value']
  },
  {
    folder: 'src/operations',
    why: 'Files of effects are read by starts, which refuse the wrong ones, and what they say is called over HTTP.',
    by: ['features/operations.test.ts', 'operations/read-operations.test.ts'],
    files: ['check-declared', 'declared-effect', 'name-overload', 'run-declared', 'sample-call']
  },
  {
    folder: 'src/pipeline/operations',
    why: 'What effects do, throw and give back is met over HTTP, on both databases.',
    by: ['features/operations.test.ts'],
    files: ['effect-fault', 'invoke-operation', 'operation-resources', 'write-answer']
  },
  {
    folder: 'src/families/office-configuration',
    why: 'What the family brings is met over HTTP.',
    by: ['features/admin/generate.test.ts'],
    files: ['fleet']
  },
  {
    folder: 'src/storage/state',
    why: 'Files are imported on both databases, and each fault is met over HTTP with the line it names.',
    by: ['features/admin/entity-import.test.ts'],
    files: ['import-entities', 'name-lines']
  },
  {
    folder: 'src/admin/rows',
    why: 'Lines of both formats, and of every type, are sent and read back; each fault is met over HTTP.',
    by: ['features/admin/entity-import.test.ts', 'features/admin/row-import.test.ts'],
    files: ['line-value', 'read-lines']
  },
  {
    folder: 'src/families/office-configuration/openapi',
    why: 'The document is compared with the reference page, judged by other tools, and every answer with it.',
    by: ['http/openapi'],
    files: ['model-examples', 'type-schema']
  },
  {
    folder: 'src/families/office-configuration/openapi/operations',
    why: 'The document is compared with the reference page, judged by other tools, and every answer with it.',
    by: ['http/openapi'],
    files: ['action-operation']
  },
  {
    folder: 'src',
    why: 'The composition root decides what is registered, and in which order; what is no model is refused by a start.',
    by: ['features', 'docs-trippin.test.ts'],
    files: ['bundled-model', 'given-model', 'server']
  },
  {
    folder: 'src/http',
    why: 'What is served below a root, whatever the model, is asked over HTTP.',
    by: ['features/given-model.test.ts', 'features/given-model-start.test.ts', 'features/given-model-openapi.test.ts'],
    files: ['docs', 'odata']
  },
  {
    folder: 'src/http/openapi/resources',
    why: 'The document is compared with the reference page, judged by other tools, and every answer with it.',
    by: ['http/openapi'],
    files: ['operation']
  },
  {
    folder: 'src/admin/generate',
    why: 'Data are ordered over HTTP and read back, on both databases.',
    by: ['features/given-model-generate.test.ts'],
    files: ['data-plan', 'generate-data', 'sample-relations']
  },
  {
    folder: 'src/http/openapi/model',
    why: 'The documents of models are judged by other tools, and every example, every name and every answer with them.',
    by: ['http/openapi/model/judged-models.test.ts', 'features/given-model-openapi.test.ts', 'features/operations-document.test.ts'],
    files: ['call-operation', 'documented-calls', 'edm-schema', 'key-template', 'model-components', 'model-places', 'related-resources', 'resource-document', 'sample-examples']
  },
  {
    folder: 'src/odata/restrictions',
    why: 'What a model forbids is asked for over HTTP, on both databases, annotation by annotation.',
    by: ['features/capabilities.test.ts', 'features/restricted-apply.test.ts', 'features/restricted-inside.test.ts',
      'features/restricted-values.test.ts'],
    files: [
      'applied-steps', 'capability', 'filter-usage', 'permitted-methods', 'restricted-change', 'restricted-filter', 'restricted-nested',
      'restricted-options', 'restricted-path', 'restricted-value', 'restricted-values'
    ]
  },
  {
    folder: 'src/odata/json',
    why: 'What is of streams in bodies, in states and in answers is seen over HTTP.',
    by: ['features/media.test.ts', 'features/streams.test.ts'],
    files: ['inline-stream']
  },
  {
    folder: 'src/edm',
    why: 'What a model says of values is held against bodies, over HTTP.',
    by: ['features/validation.test.ts'],
    files: ['value-rules']
  },
  {
    folder: 'src/odata/bind',
    why: 'What a model says of values is held against bodies, over HTTP.',
    by: ['features/validation.test.ts'],
    files: ['property-rules']
  },
  {
    folder: 'src/odata/bind',
    why: 'What alternate keys find is read over HTTP.',
    by: ['features/capabilities.test.ts'],
    files: ['alternate-key']
  },
  {
    folder: 'src/odata/bind',
    why: 'Bodies of streams are sent over HTTP.',
    by: ['features/media.test.ts', 'features/directory.test.ts'],
    files: ['media-body']
  },
  {
    folder: 'src/odata/json',
    why: 'What the service makes for a body is seen in the answer.',
    by: ['features/capabilities.test.ts', 'features/media.test.ts'],
    files: ['computed-defaults', 'zero-property']
  },
  {
    folder: 'src/odata/json',
    why: 'What a model says of values is held against bodies, over HTTP.',
    by: ['features/validation.test.ts', 'odata/json/compare-values.test.ts'],
    files: ['check-rules']
  },
  {
    folder: 'src/csdl/bind',
    why: 'What permissions make of properties is asked for over HTTP.',
    by: ['features/capabilities.test.ts'],
    files: ['apply-permissions']
  },
  {
    folder: 'src/plan',
    why: 'Links are seen in answers, at every level of metadata.',
    by: ['features/media.test.ts', 'features/metadata.test.ts', 'features/relations.test.ts'],
    files: ['links']
  },
  {
    folder: 'src/samples',
    why: 'Values and keys of all types are read by what reads bodies.',
    by: ['samples/sample-value.test.ts'],
    files: ['sample-key']
  },
  {
    folder: 'src/samples',
    why: 'What is made by rules is sent to the service, which holds it against them.',
    by: ['features/validation.test.ts', 'samples/sample-pattern.test.ts'],
    files: ['ruled-value']
  },
  {
    folder: 'src/http/batch',
    why: 'The order of a batch, its groups and its references show in its answers, on both databases.',
    by: ['features/batch-json.test.ts', 'features/batch-requests.test.ts', 'http/batch'],
    files: ['sub-request']
  },
  {
    folder: 'src/odata',
    why: 'Keys and values of every type are sent and read back, in bodies and URLs.',
    by: ['features/given-model.test.ts'],
    files: ['key-predicate', 'value-text']
  },
  {
    folder: 'src/odata',
    why: 'Where related entities are shows in paths, links and refusals.',
    by: ['features/relations.test.ts'],
    files: ['related-entities']
  },
  {
    folder: 'src/odata/bind',
    why: 'What bodies and references relate is read back, from either side.',
    by: ['features/relations.test.ts'],
    files: ['entity-options', 'reference-change']
  },
  {
    folder: 'src/storage/write',
    why: 'What must be related is refused without, over HTTP.',
    by: ['features/required-relations.test.ts'],
    files: ['check-related']
  },
  {
    folder: 'src/odata/json',
    why: 'What bodies and references relate is read back, from either side.',
    by: ['features/relations.test.ts'],
    files: ['related-change', 'named-type', 'required-properties']
  },
  {
    folder: 'src/plan',
    why: 'What single-valued properties lead to is read over HTTP.',
    by: ['features/relations.test.ts', 'plan/plan-request.test.ts'],
    files: ['plan-entity']
  },
  {
    folder: 'src/storage',
    why: 'Links are what tests relate and read back on both databases.',
    by: ['features/relations.test.ts'],
    files: ['link-layout']
  },
  {
    folder: 'src/storage/state',
    why: 'A state that is exported is imported, and the same.',
    by: ['features/relations.test.ts'],
    files: ['export-relations', 'relate-loaded']
  },
  {
    folder: 'src/storage/write',
    why: 'Links are what tests relate and read back on both databases.',
    by: ['features/relations.test.ts'],
    files: ['relate']
  },
  {
    folder: 'src/storage/write',
    why: 'What a model says of values and deletions shows in what is read afterwards, on both databases.',
    by: ['features/relation-rules.test.ts'],
    files: ['constraints', 'delete-entities']
  },
  {
    folder: 'src/odata/bind',
    why: 'Keys and values of every type are sent and read back, in bodies and URLs.',
    by: ['features/given-model.test.ts'],
    files: ['issued-key']
  },
  {
    folder: 'src/odata/bind/expression',
    why: 'Keys and values of every type are sent and read back, in bodies and URLs.',
    by: ['features/given-model.test.ts'],
    files: ['bind-enum']
  },
  {
    folder: 'src/odata/json',
    why: 'Keys and values of every type are sent and read back, in bodies and URLs.',
    by: ['features/given-model.test.ts', 'features/given-model-state.test.ts'],
    files: ['collect-faults', 'exact-json']
  },
  {
    folder: 'src/storage',
    why: 'Tables that a model makes are what they hold, after a restart and a change of the model too.',
    by: ['features/given-model.test.ts', 'features/given-model-start.test.ts', 'features/given-model-size.test.ts'],
    files: ['layout', 'merge-document', 'model-tables', 'stored-value']
  },
  {
    folder: 'src/storage/sql',
    why: 'Names become SQL in every statement of every test.',
    by: ['features'],
    files: ['identifier']
  },
  {
    folder: 'src/storage/sql/answer',
    why: 'Which values of a collection an answer has, on both databases.',
    by: ['features/some-values.test.ts'],
    files: ['render-items']
  },
  {
    folder: 'src/storage/sql/answer',
    why: 'Tables that a model makes are what they hold, after a restart and a change of the model too.',
    by: ['features/given-model.test.ts', 'features/given-model-size.test.ts'],
    files: ['key-text', 'render-document', 'search-sql']
  },
  {
    folder: 'src/storage/sql/expression',
    why: 'Members of complex values are filtered by, on both databases.',
    by: ['features/given-model.test.ts'],
    files: ['document-value']
  },
  {
    folder: 'src/storage/state',
    why: 'Whole tenants go in and out, on both databases, whole and in pieces.',
    by: ['features/given-model-state.test.ts'],
    files: ['export-model']
  }
]
