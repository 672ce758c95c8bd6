# graph-office-emulator exec -- python graph_sdk.py
import asyncio, os
from kiota_abstractions.authentication import AuthenticationProvider
from msgraph import GraphRequestAdapter, GraphServiceClient
from msgraph.generated.models.office_configuration import OfficeConfiguration
from msgraph.generated.models.office_user_checkin_summary import OfficeUserCheckinSummary

class Token(AuthenticationProvider):
    async def authenticate_request(self, request, additional_authentication_context={}):
        request.add_request_headers({'Authorization': f"Bearer {os.environ['GRAPH_ACCESS_TOKEN']}"})

async def main():
    adapter = GraphRequestAdapter(Token())
    adapter.base_url = os.environ['GRAPH_BASE_URL']
    client = GraphServiceClient(adapter)
    change = OfficeConfiguration()
    change.tenant_user_checkin_summary = OfficeUserCheckinSummary()
    change.tenant_user_checkin_summary.failed_user_count = 15
    await client.office_configuration.patch(change)
    office = await client.office_configuration.get()
    print(f'{office.tenant_user_checkin_summary.failed_user_count} users failed to check in')

asyncio.run(main())
