/** Open types (CSDL 4.01, sections 6.3 and 9.3): a name that is not declared may be a dynamic property of a value. */
import { dialectOf } from '../../dialect/service-dialect.js'
import type { EdmModel, StructuredType } from '../../edm/types.js'

/** Whether names that the type does not declare mean dynamic properties. Microsoft Graph refuses them, open as its types are. */
export const isOpen = (model: EdmModel, { open }: StructuredType): boolean => open && dialectOf(model).kind === 'standard'
