/** The settings of a model that is given as a file; `settings.ts` has them among the others. */
import { boolean, choice, text } from './setting-schemas.js'

export const modelSettings = {
  model: {
    group: 'Model',
    schema: text({
      default: '',
      description: 'File with the model to serve, as CSDL XML or JSON (OData 4.0 or 4.01), or the name of a bundled one: `graph` or `trippin`; empty: officeConfiguration of Microsoft Graph.'
    })
  },
  include: {
    group: 'Model',
    schema: text({
      default: '',
      description: 'With `MODEL`: the entity sets and singletons to serve, with all they need, separated by commas; empty: all.'
    })
  },
  operations: {
    group: 'Model',
    schema: text({
      default: '',
      description: 'With `MODEL`: files that say what its actions and functions do, separated by commas: YAML or JSON without code, or JavaScript modules; empty: none.'
    })
  },
  root: {
    group: 'Model',
    schema: text({
      default: '/odata',
      pattern: '^/$|^(/[A-Za-z0-9._~-]+)+$',
      description: 'With `MODEL`: the path of the service root; `/` for the origin itself.'
    })
  },
  dialect: {
    group: 'Model',
    schema: choice(['auto', 'graph', 'standard'], {
      default: 'auto',
      description: 'Whose conventions the service follows: Microsoft Graph\'s (`graph`) or those of OData (`standard`); `auto`: Graph\'s for a model with a namespace `microsoft.graph`.'
    })
  },
  strict: {
    group: 'Model',
    schema: boolean({ default: false, description: 'Refuse what the standard does not allow, even where its meaning is plain (docs/tolerances.md).' })
  },
  tolerate: {
    group: 'Model',
    schema: text({
      default: '',
      description: 'Tolerances to add to those of the dialect, or with `STRICT` the only ones, separated by commas (docs/tolerances.md).'
    })
  },
  acceptDataLoss: {
    group: 'Model',
    schema: boolean({
      default: false,
      description: 'With `MODEL`: whether a start may drop data that a changed model no longer describes.'
    })
  }
} as const
