/** What annotations of the Core vocabulary say, as members of the model. */
import type { Annotation, AnnotationExpression, Parameter } from '../../edm/types.js'

const CORE = 'Org.OData.Core.V1.'

const find = (annotations: readonly Annotation[], term: string): Annotation | undefined =>
  annotations.find(annotation => annotation.term === CORE + term && annotation.qualifier === undefined)

const textOf = (value: AnnotationExpression | undefined): string | undefined => value?.kind === 'string' ? value.value : undefined

/** The long description, or the short one; empty when there is none. */
export const descriptionOf = (annotations: readonly Annotation[]): string => annotations.length === 0
  ? ''
  : textOf(find(annotations, 'LongDescription')?.value) ?? textOf(find(annotations, 'Description')?.value) ?? ''

/** Whether a term that is true without an expression is applied, and not with `false` (Core, `Tag`). */
export function isTagged (annotations: readonly Annotation[], term: string): boolean {
  const found = annotations.length === 0 ? undefined : find(annotations, term)
  return found !== undefined && !(found.value?.kind === 'boolean' && !found.value.value)
}

/** Whether a parameter may be left out, and the text of the value it then has (Core, `OptionalParameter`). */
export function optionalityOf (annotations: readonly Annotation[]): Pick<Parameter, 'optional' | 'defaultValue'> {
  const found = find(annotations, 'OptionalParameter')
  const record = found?.value?.kind === 'record' ? found.value : undefined
  return { optional: found !== undefined, defaultValue: textOf(record?.properties.find(({ name }) => name === 'DefaultValue')?.value) }
}
