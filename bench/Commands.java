import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import java.util.List;
import java.util.Scanner;
import org.bson.Document;

/** For each line of its input, prints how many commands clients have sent to a MongoDB server since its start. */
class Commands {

    /** Those that read and write documents. The others, such as {@code hello}, belong to connections. */
    private static final List<String> COUNTED = List.of("find", "aggregate", "count", "distinct", "getMore", "insert", "update",
            "delete", "findAndModify", "commitTransaction", "abortTransaction");

    public static void main(String[] args) {
        try (MongoClient client = MongoClients.create(args[0]); Scanner lines = new Scanner(System.in)) {
            while (lines.hasNextLine()) {
                lines.nextLine();
                Document metrics = client.getDatabase("admin").runCommand(new Document("serverStatus", 1))
                        .get("metrics", Document.class).get("commands", Document.class);
                System.out.println(COUNTED.stream()
                        .mapToLong(name -> metrics.get(name, Document.class).get("total", Number.class).longValue()).sum());
            }
        }
    }
}
