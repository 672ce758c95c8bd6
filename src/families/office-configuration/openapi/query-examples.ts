/** Examples of query options by the type they are about. Each works as it is. */
import type { StructuredType } from '../../../edm/types.js'
import type { Examples } from '../../../http/openapi/documentation.js'

type ByOption = Readonly<Record<string, Readonly<Record<string, string>>>>

const GROUP = '0d1d3c2e-7b0a-4a7f-9f0e-2f1c8a5b6d7e'
const GROUP_TARGET = 'microsoft.graph.officeConfigurationGroupAssignmentTarget'

const byType: Readonly<Record<string, ByOption>> = {
  officeConfiguration: {
    $expand: {
      'The configurations and their assignments': 'clientConfigurations($expand=assignments)',
      'The first five by name': 'clientConfigurations($filter=displayName ne null;$orderby=displayName;$top=5;$count=true)',
      'How many there are': 'clientConfigurations/$count'
    },
    $compute: { 'How many devices': 'tenantCheckinStatuses/$count as devices' }
  },
  officeClientCheckinStatus: {
    $filter: {
      'Since 2017': 'checkinDateTime ge 2017-01-01T00:00:00Z',
      Failures: 'wasSuccessful eq false',
      'Failures on one platform this year':
        "wasSuccessful eq false and devicePlatform eq 'Windows' and checkinDateTime ge 2026-01-01T00:00:00Z",
      'Part of a name, whatever the case': "contains(tolower(deviceName),'desktop')",
      'Rows that had a policy': "appliedPolicies/any(p:p eq 'Macro security')"
    },
    $search: { 'Two words': 'timeout AND windows' },
    $orderby: { 'Latest first': 'checkinDateTime desc', 'By platform, then name': 'devicePlatform,deviceName' },
    $compute: { 'The year of the check-in': 'year(checkinDateTime) as year' },
    $apply: {
      'Failures by platform': 'filter(wasSuccessful eq false)/groupby((devicePlatform),aggregate($count as failures))',
      'Users and the latest check-in': 'aggregate(userId with countdistinct as users,checkinDateTime with max as latest)'
    }
  },
  officeClientConfiguration: {
    $filter: {
      'Assigned to a group': `assignments/any(a:a/target/${GROUP_TARGET}/groupId eq '${GROUP}')`,
      'On more than ten devices': 'checkinStatuses/$count gt 10',
      'Of one type': 'isof(microsoft.graph.windowsOfficeClientSecurityConfiguration)',
      'Assigned to nobody': 'not assignments/any()',
      'Failed somewhere': 'checkinStatuses/any(c:c/wasSuccessful eq false)'
    },
    $search: { 'Two words': 'finance AND macro' },
    $orderby: { 'The winner first': 'priority', 'Most assignments first': 'assignments/$count desc,displayName' },
    $compute: { 'How many devices': 'checkinStatuses/$count as devices' },
    $apply: {
      'How many, and the last priority': 'aggregate($count as configurations,priority with max as last)',
      'By name': 'groupby((displayName),aggregate($count as configurations))'
    },
    $expand: {
      'To whom they are assigned': 'assignments',
      'One group alone': `assignments($select=target;$filter=target/${GROUP_TARGET}/groupId eq '${GROUP}')`,
      'How many there are': 'assignments/$count',
      References: 'assignments/$ref'
    }
  },
  officeClientConfigurationAssignment: {
    $filter: { 'A group': `target/${GROUP_TARGET}/groupId eq '${GROUP}'`, 'Groups of any kind': `isof(target,${GROUP_TARGET})` },
    $search: { 'A word': 'finance' },
    $orderby: { 'By id': 'id' },
    $compute: { 'The first part of the id': 'substring(id,0,8) as short' },
    $apply: { 'How many': 'aggregate($count as assignments)' },
    $expand: { 'Everything there is': '*' }
  }
}

/** Of the named options, for the items or members of a type. */
export function queryExamples (names: readonly string[], type: StructuredType | undefined): Readonly<Record<string, Examples>> {
  const options = byType[type?.name ?? ''] ?? {}
  return Object.fromEntries(names.flatMap(name => {
    const examples = Object.entries(options[name] ?? {})
    if (examples.length === 0) return []
    return [[name, Object.fromEntries(examples.map(([summary, value], index) => [`example${index + 1}`, { summary, value }] as const))]]
  }))
}
