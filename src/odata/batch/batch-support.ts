/** What a model says of batches (vocabulary Capabilities). */
import { findAnnotation } from '../../edm/annotation-lookup.js'
import { memberOf, recordOf, truthOf } from '../../edm/annotation-value.js'
import type { AnnotationExpression, EdmModel } from '../../edm/types.js'
import { notImplemented } from '../../errors.js'

const saysNo = (value: AnnotationExpression | undefined): boolean => truthOf(value) === false

const annotationOf = (model: EdmModel, term: string): AnnotationExpression | undefined =>
  findAnnotation(model, model.container, `Org.OData.Capabilities.V1.${term}`)?.value

/** @throws ODataError `notImplemented` where the model has none */
export function checkBatchSupport (model: EdmModel): void {
  if (saysNo(annotationOf(model, 'BatchSupported'))) throw notImplemented('$batch (Capabilities.BatchSupported of the model)')
  if (saysNo(memberOf(recordOf(annotationOf(model, 'BatchSupport')), 'Supported'))) throw notImplemented('$batch (Capabilities.BatchSupport/Supported of the model)')
}

/** Whether the preference `continue-on-error` counts: what a service does not support of preferences it ignores. */
export const supportsContinueOnError = (model: EdmModel): boolean =>
  !saysNo(annotationOf(model, 'BatchContinueOnErrorSupported')) &&
  !saysNo(memberOf(recordOf(annotationOf(model, 'BatchSupport')), 'ContinueOnErrorSupported'))
