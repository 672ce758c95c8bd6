// graph-office-emulator exec -- java -cp "$CLASSPATH" Office.java
import java.net.URI;
import org.apache.olingo.client.api.ODataClient;
import org.apache.olingo.client.api.communication.request.cud.UpdateType;
import org.apache.olingo.client.api.domain.ClientEntity;
import org.apache.olingo.client.core.ODataClientFactory;

class Office {
  public static void main(String[] args) {
    ODataClient client = ODataClientFactory.getClient();
    String token = "Bearer " + System.getenv("GRAPH_ACCESS_TOKEN");
    URI uri = client.newURIBuilder(System.getenv("GRAPH_BASE_URL")).appendSingletonSegment("officeConfiguration").build();

    var make = client.getObjectFactory();
    ClientEntity change = make.newEntity(null);
    var summary = make.newComplexValue("microsoft.graph.officeUserCheckinSummary");
    summary.add(make.newPrimitiveProperty("failedUserCount", make.newPrimitiveValueBuilder().buildInt32(15)));
    change.getProperties().add(make.newComplexProperty("tenantUserCheckinSummary", summary));
    var patch = client.getCUDRequestFactory().getEntityUpdateRequest(uri, UpdateType.PATCH, change);
    patch.addCustomHeader("Authorization", token);
    patch.execute();

    var get = client.getRetrieveRequestFactory().getSingletonRequest(uri);
    get.addCustomHeader("Authorization", token);
    var read = get.execute().getBody().getProperty("tenantUserCheckinSummary").getComplexValue();
    System.out.println(read.get("failedUserCount").getValue() + " users failed to check in");
  }
}
