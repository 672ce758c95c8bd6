/** Documents to the {@link EdmModel}: names become references to objects, one object a type. */
import { builtInTypes, createBuiltInTypes } from '../../edm/built-in-types.js'
import type {
  ComplexType, EdmModel, EntityType, EnumType, Operation, Reference, Schema, SchemaElement, StructuredType, Term, TypeDefinition
} from '../../edm/types.js'
import type { CsdlDocument, EnumTypeNode, OperationNode, ReferenceNode, SchemaNode, TermNode, TypeDefinitionNode } from '../document.js'
import type { Aliases } from '../names.js'
import { neededVocabularies } from '../vocabulary-documents.js'
import { applyAnnotations } from './apply-annotations.js'
import { applyPermissions } from './apply-permissions.js'
import { bindContainers } from './bind-container.js'
import { bindOperation, bindTerm, checkOverloads } from './bind-operation.js'
import { bindStructuredTypes } from './bind-structured-types.js'
import { bindEnumType, bindTypeDefinition } from './bind-value-types.js'
import type { Binding, Declared } from './binding.js'
import { checkFinite } from './check-finite.js'
import { chooseContainer } from './choose-container.js'
import type { BindOptions } from './choose-container.js'
import { declareNames } from './declare-names.js'
import { descriptionOf } from './description.js'

/**
 * @param documents the first is the main one
 * @param aliases of all documents
 * @throws CsdlError for what CSDL does not allow, with its place
 */
export function bindModel (documents: readonly CsdlDocument[], aliases: Aliases, options: BindOptions = {}): EdmModel {
  const concrete: { readonly entities: EntityType[], readonly complexes: ComplexType[] } = { entities: [], complexes: [] }
  const binding = createBinding([...documents, ...neededVocabularies(documents)], concrete)
  bindValueTypes(binding)
  bindStructuredTypes(binding, concrete)
  bindOperations(binding)
  bindContainers(binding)
  checkFinite(binding)
  const container = chooseContainer(binding, options)
  const schemas = bindSchemas(binding, aliases)
  const externalAnnotations = applyAnnotations(schemas, aliases)
  applyPermissions(schemas, externalAnnotations)
  return {
    origin: 'document',
    schemas,
    references: bindReferences(documents, aliases),
    aliases,
    ...collect(schemas),
    actions: binding.actions,
    functions: binding.functions,
    container,
    externalAnnotations
  }
}

function createBinding (documents: readonly CsdlDocument[], concrete: Parameters<typeof createBuiltInTypes>[0]): Binding {
  const builtIn = createBuiltInTypes(concrete)
  return {
    documents,
    ...declareNames(documents),
    builtIn,
    made: new Map(),
    types: new Map<string, Binding['types'] extends Map<string, infer Type> ? Type : never>([
      ...builtInTypes, ['Edm.EntityType', builtIn.entityType], ['Edm.ComplexType', builtIn.complexType]
    ]),
    openNullables: new Set(),
    actions: [],
    functions: [],
    containers: new Map()
  }
}

function bindValueTypes (binding: Binding): void {
  for (const declared of binding.declared) {
    const { node: { kind }, fullName } = declared
    if (kind !== 'enum' && kind !== 'typeDefinition') continue
    const type = kind === 'enum'
      ? bindEnumType(declared as Declared<EnumTypeNode>)
      : bindTypeDefinition(binding, declared as Declared<TypeDefinitionNode>)
    binding.made.set(declared, type)
    binding.types.set(fullName, type)
  }
}

function bindOperations (binding: Binding): void {
  const operations = new Map<Operation, Declared>()
  for (const declared of binding.declared) {
    const { node: { kind } } = declared
    if (kind === 'term') binding.made.set(declared, bindTerm(binding, declared as Declared<TermNode>))
    if (kind !== 'action' && kind !== 'function') continue
    const operation = bindOperation(binding, declared as Declared<OperationNode>)
    binding.made.set(declared, operation)
    operations.set(operation, declared)
    if (operation.kind === 'action') binding.actions.push(operation)
    else binding.functions.push(operation)
  }
  checkOverloads(operations)
}

function bindSchemas ({ documents, declared, made }: Binding, aliases: Aliases): readonly Schema[] {
  const elements = new Map(declared.map(element => [element.node, made.get(element) as SchemaElement]))
  const bindSchema = ({ namespace, alias, elements: nodes, annotationGroups, annotations }: SchemaNode): Schema => ({
    namespace,
    alias: ownAlias(aliases, alias, namespace),
    elements: nodes.map(node => elements.get(node) as SchemaElement),
    annotationGroups,
    description: descriptionOf(annotations),
    annotations
  })
  return documents.filter(({ external }) => external !== true).flatMap(({ schemas }) => schemas.map(bindSchema))
}

/** Documents may give one alias to different namespaces; the model has the meaning of the first. */
const ownAlias = (aliases: Aliases, alias: string | undefined, namespace: string): string | undefined =>
  alias !== undefined && aliases.get(alias) === namespace ? alias : undefined

/** The references that are not answered by the documents themselves, each once. */
function bindReferences (documents: readonly CsdlDocument[], aliases: Aliases): readonly Reference[] {
  const own = new Set(documents.flatMap(({ schemas }) => schemas.map(({ namespace }) => namespace)))
  const byUri = new Map<string, Reference>()
  for (const reference of documents.flatMap(({ references }) => references)) {
    const includes = reference.includes.filter(({ namespace }) => !own.has(namespace))
      .map(include => ({ ...include, alias: ownAlias(aliases, include.alias, include.namespace) }))
    if (includes.length === 0 && reference.includeAnnotations.length === 0) continue
    byUri.set(reference.uri, joinReferences(byUri.get(reference.uri), { ...reference, includes }))
  }
  return [...byUri.values()]
}

function joinReferences (before: Reference | undefined, { uri, includes, includeAnnotations, annotations }: ReferenceNode): Reference {
  const known = new Set(before?.includes.map(({ namespace }) => namespace))
  const all = [...before?.annotations ?? [], ...annotations]
  return {
    uri,
    includes: [
      ...before?.includes ?? [],
      ...includes.filter(({ namespace }) => !known.has(namespace)).map(include => ({
        ...include, description: descriptionOf(include.annotations)
      }))
    ],
    includeAnnotations: [...before?.includeAnnotations ?? [], ...includeAnnotations],
    annotations: all,
    description: descriptionOf(all)
  }
}

function collect (schemas: readonly Schema[]): Pick<EdmModel, 'types' | 'enumTypes' | 'typeDefinitions' | 'terms'> {
  const types = new Map<string, StructuredType>()
  const enumTypes = new Map<string, EnumType>()
  const typeDefinitions = new Map<string, TypeDefinition>()
  const terms = new Map<string, Term>()
  for (const element of schemas.flatMap(({ elements }) => elements)) {
    switch (element.kind) {
      case 'entity': case 'complex': types.set(element.fullName, element); break
      case 'enum': enumTypes.set(element.fullName, element); break
      case 'typeDefinition': typeDefinitions.set(element.fullName, element); break
      case 'term': terms.set(element.fullName, element); break
      default: break
    }
  }
  return { types, enumTypes, typeDefinitions, terms }
}
