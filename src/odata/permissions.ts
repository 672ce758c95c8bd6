/** The permissions of Microsoft Graph that reads and writes of this model need; any one of a list is enough. */

export const READ_PERMISSIONS: readonly string[] = ['DeviceManagementConfiguration.Read.All', 'DeviceManagementConfiguration.ReadWrite.All']
export const WRITE_PERMISSIONS: readonly string[] = ['DeviceManagementConfiguration.ReadWrite.All']
