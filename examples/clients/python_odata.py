# graph-office-emulator exec -- python python_odata.py
import os
from odata import ODataService

base, headers = os.environ['GRAPH_BASE_URL'], {'Authorization': f"Bearer {os.environ['GRAPH_ACCESS_TOKEN']}"}
service = ODataService(f'{base}/', reflect_entities=True, extra_headers=headers, quiet_progress=True)
connection = service.default_context.connection
connection.execute_patch(f'{base}/officeConfiguration', {'tenantUserCheckinSummary': {'failedUserCount': 15}})
[office] = service.query(service.entities['officeConfiguration'])
print(f'{office.tenantUserCheckinSummary["failedUserCount"]} users failed to check in')
