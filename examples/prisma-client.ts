// npm run prisma -- generate && node examples/prisma-client.ts
import { PrismaBetterSqlite3 } from '@prisma/adapter-better-sqlite3'
import { PrismaClient } from '../generated/sqlite/client.ts'

const adapter = new PrismaBetterSqlite3({ url: process.env['DATABASE_URL'] ?? 'file:./data/office.db' })
const prisma = new PrismaClient({ adapter })

const failed = await prisma.officeClientCheckinStatus.findMany({
  // 0: the rows of officeConfiguration itself; those of a client configuration have its ordinal.
  where: { ofTenant: { id: 'default' }, owner: 0n, wasSuccessful: false },
  select: { deviceName: true, checkinDateTime: true, errorMessage: true },
  orderBy: { checkinDateTime_instant: 'desc' }
})
for (const { deviceName, checkinDateTime, errorMessage } of failed) {
  console.log(`${deviceName ?? 'a device without a name'} failed at ${checkinDateTime}: ${errorMessage ?? 'no message'}`)
}

await prisma.$disconnect()
