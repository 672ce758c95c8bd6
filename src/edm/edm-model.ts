/** The whole model: schemas, and what is found in them by name. */
import type { Annotation, AnnotationGroup } from './annotation-expression.js'
import type { Action, EdmFunction, Operation } from './edm-operation.js'
import type { OperationEffect } from './operation-effect.js'
import type { EntityContainer } from './entity-container.js'
import type { ComplexType, Described, EntityType, EnumType, SchemaChild, StructuredType, TypeDefinition, TypeReference } from './types.js'

/** The definition of an annotation (CSDL 4.01, section 14.1). */
export interface Term extends SchemaChild {
  readonly kind: 'term'
  readonly type: TypeReference
  /** The qualified name of the term it specialises (section 14.1.1). */
  readonly baseTerm: string | undefined
  /** The text of the value that an annotation without an expression has. */
  readonly defaultValue: string | undefined
  /** Kinds of model elements; empty: all. */
  readonly appliesTo: readonly string[]
}

export type SchemaElement = EntityType | ComplexType | EnumType | TypeDefinition | Term | Action | EdmFunction | EntityContainer

/** CSDL 4.01, section 5. */
export interface Schema extends Described {
  /** `microsoft.graph` */
  readonly namespace: string
  /** `graph` */
  readonly alias: string | undefined
  /** In document order. */
  readonly elements: readonly SchemaElement[]
  /** Annotations written apart from what they annotate, in document order. */
  readonly annotationGroups: readonly AnnotationGroup[]
}

/** A schema of another document (CSDL 4.01, section 4.2). */
export interface Include extends Described {
  readonly namespace: string
  readonly alias: string | undefined
}

/** Annotations of another document (CSDL 4.01, section 4.3). */
export interface IncludeAnnotations {
  readonly termNamespace: string
  readonly qualifier: string | undefined
  readonly targetNamespace: string | undefined
}

/** Another document (CSDL 4.01, section 4.1). */
export interface Reference extends Described {
  readonly uri: string
  readonly includes: readonly Include[]
  readonly includeAnnotations: readonly IncludeAnnotations[]
}

export interface EdmModel {
  /**
   * `declared`: in TypeBox; the service adds to `$metadata` what it does with the model. `document`: read from CSDL, which says itself
   * what holds.
   */
  readonly origin: 'declared' | 'document'
  /** In the order of their documents. */
  readonly schemas: readonly Schema[]
  /** Documents that were not read: vocabularies, mostly. */
  readonly references: readonly Reference[]
  /** Namespaces by alias, of schemas and of references. */
  readonly aliases: ReadonlyMap<string, string>
  /** Entity and complex types by qualified name. */
  readonly types: ReadonlyMap<string, StructuredType>
  readonly enumTypes: ReadonlyMap<string, EnumType>
  readonly typeDefinitions: ReadonlyMap<string, TypeDefinition>
  readonly terms: ReadonlyMap<string, Term>
  /** Every overload, in document order. */
  readonly actions: readonly Action[]
  readonly functions: readonly EdmFunction[]
  /** What the service offers; empty where the documents have no container. */
  readonly container: EntityContainer
  /** Annotations from outside: by the element they target, or by the path from the container, with full names. */
  readonly externalAnnotations: ReadonlyMap<object | string, readonly Annotation[]>
  /** What overloads do, where somebody has said it; the others can be described, and not called. */
  readonly effects?: ReadonlyMap<Operation, OperationEffect>
  /** Functions whose effect is an expression over what they are bound to, so that expressions can call them: its text. */
  readonly expressions?: ReadonlyMap<Operation, string>
}
