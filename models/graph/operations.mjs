/** What the directory's actions do. */

/** The groups that something belongs to, and those that these belong to. */
async function groupsOf (resources, securityEnabledOnly) {
  const found = new Map()
  const select = '$select=id,microsoft.graph.group/securityEnabled'
  let open = await resources.get(`$it/memberOf/microsoft.graph.group?${select}`)
  while (open.length > 0) {
    const fresh = open.filter(({ id }) => !found.has(id))
    for (const group of fresh) found.set(group.id, group)
    open = (await Promise.all(fresh.map(async ({ id }) => await resources.get(`groups(@id)/memberOf/microsoft.graph.group?${select}`, { id })))).flat()
  }
  return [...found.values()].filter(({ securityEnabled }) => securityEnabledOnly !== true || securityEnabled === true).map(({ id }) => id)
}

const getMemberGroups = async ({ resources, parameters: { securityEnabledOnly } }) => await groupsOf(resources, securityEnabledOnly)

async function checkMemberGroups ({ resources, parameters: { groupIds } }) {
  const ids = new Set(await groupsOf(resources))
  return groupIds.filter(id => ids.has(id))
}

/** Licences of a product that is assigned already take its place. */
async function assignLicense ({ resources, parameters: { addLicenses, removeLicenses }, answerWith }) {
  if (addLicenses.some(({ skuId }) => typeof skuId !== 'string')) {
    throw Object.assign(new Error('Each of addLicenses needs a skuId.'), { status: 400, code: 'Request_BadRequest', target: 'addLicenses' })
  }
  const { assignedLicenses } = await resources.get('$it?$select=assignedLicenses')
  const gone = new Set([...removeLicenses, ...addLicenses.map(({ skuId }) => skuId)].map(id => id.toLowerCase()))
  const kept = assignedLicenses.filter(({ skuId }) => !gone.has(String(skuId).toLowerCase()))
  await resources.patch('$it', { assignedLicenses: [...kept, ...addLicenses].map(({ skuId, disabledPlans = [] }) => ({ skuId, disabledPlans })) })
  return answerWith('$it')
}

export default {
  'microsoft.graph.getMemberGroups': getMemberGroups,
  'microsoft.graph.getMemberObjects': getMemberGroups,
  'microsoft.graph.checkMemberGroups': checkMemberGroups,
  'microsoft.graph.assignLicense': assignLicense,
  'microsoft.graph.revokeSignInSessions': () => true
}
