/**
 * What is valid OData and not supported. It stands in the bound request in the place of what it asks for, and the request is refused with a
 * 501 once it is bound (`plan/supported/check-supported.ts`); no other stage gets to see it. To support it, bind it to what it means.
 */

export interface Unsupported {
  readonly kind: 'unsupported'
  /** Begins the sentence `… is not supported by this service.` */
  readonly what: string
  /** The query option that asks for it: the target of the error. */
  readonly option?: string | undefined
}

export const unsupported = (what: string, option?: string): Unsupported => ({ kind: 'unsupported', what, option })

export const isUnsupported = (value: object): value is Unsupported => 'kind' in value && value.kind === 'unsupported'
