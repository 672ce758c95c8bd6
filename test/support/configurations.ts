/** Client configurations that tests create. */
import type { Call } from './service.js'
import { OFFICE, json } from './service.js'

export const CONFIGURATIONS = `${OFFICE}/clientConfigurations`
export const WINDOWS = '#microsoft.graph.windowsOfficeClientConfiguration'
export const SECURITY = '#microsoft.graph.windowsOfficeClientSecurityConfiguration'
export const ASSIGNMENT = '#microsoft.graph.officeClientConfigurationAssignment'

/** Headers that make links and contexts the same in every run. */
export const host = { host: 'office' }

/** A group target as it is sent and shown. */
export const group = (groupId: string | null): object => ({ '@odata.type': '#microsoft.graph.officeConfigurationGroupAssignmentTarget', groupId })

/** An assignment to a group, as it is sent. */
export const assignmentTo = (groupId: string): object => ({ target: group(groupId) })

/** Creates a configuration, Windows unless said otherwise; its id. */
export async function create (call: Call, body: Readonly<Record<string, unknown>> = {}): Promise<string> {
  const response = await call('POST', CONFIGURATIONS, { body: { '@odata.type': WINDOWS, ...body } })
  if (response.statusCode !== 201) throw new Error(response.body)
  return String(json(response)['id'])
}

/** The items of a collection's answer. */
export async function items (call: Call, url: string): Promise<ReadonlyArray<Record<string, unknown>>> {
  const response = await call('GET', url)
  if (response.statusCode !== 200) throw new Error(`${url}: ${response.body}`)
  return json(response)['value'] as ReadonlyArray<Record<string, unknown>>
}

/** One member of each item. */
export async function valuesOf (call: Call, url: string, name: string): Promise<unknown[]> {
  return (await items(call, url)).map(item => item[name])
}

/** The groups that a configuration is assigned to, in order. */
export async function groupsOf (call: Call, id: string): Promise<unknown[]> {
  return (await items(call, `${CONFIGURATIONS}/${id}/assignments`)).map(({ target }) => (target as { groupId?: string } | null)?.groupId)
}
