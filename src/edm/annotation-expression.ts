/** Annotations and their values (OData CSDL 4.01, section 14): a small tree, with names as they were written. */

/** A term applied to a model element, to an expression or to another annotation. */
export interface Annotation {
  /** The qualified name of the term: `Org.OData.Core.V1.Description`. */
  readonly term: string
  /** The name as it was written, by alias or in full; it is written so again. */
  readonly spelling: string
  readonly qualifier: string | undefined
  /** Undefined where the document leaves it out: the default value of the term. */
  readonly value: AnnotationExpression | undefined
  /** Annotations of the annotation. */
  readonly annotations: readonly Annotation[]
}

/** Annotations written apart from the element they are for (section 5.2). */
export interface AnnotationGroup {
  /** As it was written: `self.Person/Name`, `self.Container/People/Friends`. */
  readonly target: string
  /** Of each of them. */
  readonly qualifier: string | undefined
  readonly annotations: readonly Annotation[]
}

/** Section 14.3. Numbers, dates and such are the text that was written, so that nothing is lost. */
export type ConstantExpression =
  | { readonly kind: TextConstantKind, readonly value: string }
  | { readonly kind: 'boolean', readonly value: boolean }
  | EnumMemberExpression

export type TextConstantKind =
  | 'binary' | 'date' | 'dateTimeOffset' | 'decimal' | 'duration' | 'float' | 'guid' | 'int' | 'string' | 'timeOfDay'

/** Section 14.3.7: members of one enumeration type; several only of a flags type. */
export interface EnumMemberExpression {
  readonly kind: 'enumMember'
  readonly type: string
  readonly members: readonly string[]
}

/** Section 14.4.1: a way through the model, or, of kind `path`, through an instance. */
export interface PathExpression {
  readonly kind: PathKind
  readonly value: string
}

export type PathKind = 'path' | 'annotationPath' | 'modelElementPath' | 'navigationPropertyPath' | 'propertyPath'

/** Sections 14.4.2 and 14.4.3. */
export type BinaryExpressionKind =
  | 'and' | 'or' | 'eq' | 'ne' | 'gt' | 'ge' | 'lt' | 'le' | 'has' | 'in' | 'add' | 'sub' | 'mul' | 'div' | 'divBy' | 'mod'

interface Annotated {
  readonly annotations: readonly Annotation[]
}

/** The type that `cast` and `isOf` name; facets as they were written. */
export interface TypeNameWithFacets {
  readonly typeName: string
  readonly collection: boolean
  /** `MaxLength`, `Precision`, `Scale`, `SRID` and `Unicode`, those that were given. */
  readonly facets: Readonly<Record<string, string>>
}

/** Section 14.4.12; the type is given where it is not the declared one. */
export interface RecordExpression extends Annotated {
  readonly kind: 'record'
  readonly type: string | undefined
  readonly properties: readonly PropertyValue[]
}

export interface PropertyValue extends Annotated {
  readonly name: string
  readonly value: AnnotationExpression | undefined
}

/** Section 14.4.6 */
export interface CollectionExpression {
  readonly kind: 'collection'
  readonly items: readonly AnnotationExpression[]
}

/** Section 14.4 */
export type DynamicExpression =
  | PathExpression
  | CollectionExpression
  | RecordExpression
  | Annotated & { readonly kind: BinaryExpressionKind, readonly left: AnnotationExpression, readonly right: AnnotationExpression }
  | Annotated & { readonly kind: 'not' | 'neg' | 'urlRef', readonly operand: AnnotationExpression }
  | Annotated & { readonly kind: 'apply', readonly function: string, readonly arguments: readonly AnnotationExpression[] }
  | Annotated & TypeNameWithFacets & { readonly kind: 'cast' | 'isOf', readonly operand: AnnotationExpression }
  | Annotated & {
    readonly kind: 'if'
    readonly condition: AnnotationExpression
    readonly then: AnnotationExpression
    /** May be left out inside a collection: then there is no item. */
    readonly else: AnnotationExpression | undefined
  }
  | Annotated & { readonly kind: 'labeledElement', readonly name: string, readonly value: AnnotationExpression }
  | { readonly kind: 'labeledElementReference', readonly name: string }
  | Annotated & { readonly kind: 'null' }

export type AnnotationExpression = ConstantExpression | DynamicExpression
