// The texts around what the database wrote.

export const ROW_TYPE = 'microsoft.graph.officeClientCheckinStatus'
export const SUMMARY_TYPE = 'microsoft.graph.officeUserCheckinSummary'

export function entityText (root, { changed, id, rows, summary }) {
  return `{"@odata.context":"${root}/$metadata#officeConfiguration","@odata.etag":"W/\\"${changed}\\"","@odata.type":"#microsoft.graph.officeConfiguration","id":"${id}","tenantCheckinStatuses":[${rows ?? ''}],"tenantUserCheckinSummary":${summary ?? 'null'}}`
}

export function configurationText (root, { changed, type, id, displayName, description, priority, rows, summary }) {
  return `{"@odata.context":"${root}/$metadata#officeConfiguration/clientConfigurations/$entity","@odata.etag":"W/\\"${changed}\\"","@odata.type":"#microsoft.graph.${type}","id":"${id}","displayName":${JSON.stringify(displayName)},"description":${JSON.stringify(description)},"priority":${priority},"checkinStatuses":[${rows ?? ''}],"userCheckinSummary":${summary ?? 'null'}}`
}

export function pageText (root, { rows, count }, next) {
  return `{"@odata.context":"${root}/$metadata#officeConfiguration/tenantCheckinStatuses"${count === undefined ? '' : `,"@odata.count":${count}`}${next === undefined ? '' : `,"@odata.nextLink":${JSON.stringify(next)}`},"value":[${rows ?? ''}]}`
}

/** The same URL, from after a position on. */
export function nextPath (url, position) {
  const token = `$skiptoken=${Buffer.from(position).toString('base64url')}`
  return /\$skiptoken=[^&]*/.test(url) ? url.replace(/\$skiptoken=[^&]*/, () => token) : `${url}&${token}`
}

/** Instant and ordinal; before everything without a token. */
export function readPosition (token) {
  if (token === undefined) return ['', 0]
  const [instant, ordinal] = Buffer.from(token, 'base64url').toString().split(' ')
  return [instant, Number(ordinal)]
}

/** A row as it is stored: defaults for what was not sent, and the instant as text that sorts. */
export function storedRow (row) {
  const { userPrincipalName = null, deviceName = null, devicePlatform = null, devicePlatformVersion = null, wasSuccessful = false } = row
  const { userId = '', checkinDateTime = '0001-01-01T00:00:00Z', errorMessage = null, appliedPolicies = [] } = row
  return { userPrincipalName, deviceName, devicePlatform, devicePlatformVersion, wasSuccessful, userId, checkinDateTime, instant: instantOf(checkinDateTime), errorMessage, appliedPolicies }
}

function instantOf (text) {
  const [, seconds, fraction = ''] = /^(.{19})(?:\.(\d+))?Z$/.exec(text) ?? [undefined, ...new Date(text).toISOString().split(/[.Z]/)]
  return `${seconds}.${fraction.padEnd(12, '0')}`
}
