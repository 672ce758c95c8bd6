/** The request and response that the reference page of the API shows; Swagger UI starts with them. */

const rows = [{
  '@odata.type': 'microsoft.graph.officeClientCheckinStatus',
  userPrincipalName: 'User Principal Name value',
  deviceName: 'Device Name value',
  devicePlatform: 'Device Platform value',
  devicePlatformVersion: 'Device Platform Version value',
  wasSuccessful: true,
  userId: 'User Id value',
  checkinDateTime: '2017-01-01T00:01:46.9896075+00:00',
  errorMessage: 'Error Message value',
  appliedPolicies: ['Applied Policies value']
}]

const summary = { '@odata.type': 'microsoft.graph.officeUserCheckinSummary', succeededUserCount: 2, failedUserCount: 15 }

export const updateExample = {
  '@odata.type': '#microsoft.graph.officeConfiguration',
  tenantCheckinStatuses: rows,
  tenantUserCheckinSummary: summary
}

export const entityExample = {
  '@odata.context': 'http://127.0.0.1:3000/beta/$metadata#officeConfiguration',
  '@odata.etag': 'W/"1"',
  '@odata.type': '#microsoft.graph.officeConfiguration',
  id: 'c6fcd2c7-d2c7-c6fc-c7d2-fcc6c7d2fcc6',
  tenantCheckinStatuses: rows,
  tenantUserCheckinSummary: summary
}
