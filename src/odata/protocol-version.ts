/** Versions of the protocol (OData-Protocol 4.01, sections 8.1.5 and 8.2.6 to 8.2.7). */
import { ODataError } from '../errors.js'
import type { ODataVersion } from './json/format.js'

const PATTERN = /^\s*(\d{1,4})\.(\d{1,4})\s*$/

/** The answer's version: 4.01 for clients that understand it, else 4.0. */
export function responseVersion (maxVersion: string | undefined): ODataVersion {
  if (maxVersion === undefined) return '4.0'
  const version = PATTERN.test(maxVersion) ? Number(maxVersion) : Number.NaN
  if (Number.isNaN(version) || version < 4) {
    throw new ODataError(
      'badRequest',
      `OData-MaxVersion: '${maxVersion.slice(0, 20)}' allows no version this service speaks: 4.0 or 4.01.`,
      { target: 'OData-MaxVersion' }
    )
  }
  return version >= 4.01 ? '4.01' : '4.0'
}

/**
 * 400 for a body of a version that this service does not read. Bodies of both versions are read in the same way: with the prefix `odata.`
 * or without.
 */
export function checkRequestVersion (version: string | undefined): void {
  if (version === undefined || (PATTERN.test(version) && [4, 4.01].includes(Number(version)))) return
  throw new ODataError('badRequest', `OData-Version: this service reads 4.0 and 4.01, not '${version.slice(0, 20)}'.`, {
    target: 'OData-Version'
  })
}
