# graph-office-emulator exec -- python odatapy_client.py
import os
from odatapy.client import BearerAuth, ODataClient
from odatapy.client.transport import HttpxTransport

client = ODataClient(os.environ['GRAPH_BASE_URL'], HttpxTransport(auth=BearerAuth(os.environ['GRAPH_ACCESS_TOKEN'])))
configurations = client.singleton_uri('officeConfiguration').append_navigation_segment('clientConfigurations')
client.create_entity(configurations, {'@odata.type': '#microsoft.graph.windowsOfficeClientConfiguration', 'displayName': 'Finance'})
found = client.get_entity_set(configurations.filter("displayName eq 'Finance'").select('displayName'))
print(f'{len(found.entities)} configuration, {found.entities[0].etag}')
