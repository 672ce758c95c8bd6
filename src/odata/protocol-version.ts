/** Versions of the protocol (OData-Protocol 4.01, sections 8.1.5 and 8.2.6 to 8.2.7). */
import { ODataError } from '../errors.js'
import type { ODataVersion } from './json/format.js'

/** A version as the grammar has it: `1*DIGIT "." 1*DIGIT`, of any length. */
const PATTERN = /^\s*(\d+)\.(\d+)\s*$/

/** The newest version that this service speaks and that is not above `maxVersion`; undefined for text that is no version, or below 4.0. */
function newestUpTo (maxVersion: string): ODataVersion | undefined {
  const [, digits = '', fraction = ''] = PATTERN.exec(maxVersion) ?? []
  const whole = digits.replace(/^0+(?=\d)/, '')
  if (whole === '' || (whole.length === 1 && whole < '4')) return undefined
  // Digits after the point compare like words: 005 comes before 01, and 1 after it.
  return whole !== '4' || fraction >= '01' ? '4.01' : '4.0'
}

/** The answer's version: 4.01 for clients that understand it, else 4.0. */
export function responseVersion (maxVersion: string | undefined): ODataVersion {
  if (maxVersion === undefined) return '4.0'
  const version = newestUpTo(maxVersion)
  if (version === undefined) {
    throw new ODataError(
      'badRequest',
      `OData-MaxVersion: '${maxVersion.slice(0, 20)}' allows no version this service speaks: 4.0 or 4.01.`,
      { target: 'OData-MaxVersion' }
    )
  }
  return version
}

/** The version of an error, which must be one even where `OData-MaxVersion` is what is wrong. */
export const errorVersion = (maxVersion: string | undefined): ODataVersion =>
  maxVersion === undefined ? '4.0' : newestUpTo(maxVersion) ?? '4.0'

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
