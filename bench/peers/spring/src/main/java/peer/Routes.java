package peer;

import static org.springframework.data.mongodb.core.query.Criteria.where;
import static org.springframework.data.mongodb.core.query.Query.query;

import com.amazonaws.serverless.proxy.RequestReader;
import com.amazonaws.serverless.proxy.model.AwsProxyRequestContext;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.bson.types.ObjectId;
import org.springframework.data.annotation.Id;
import org.springframework.data.domain.Sort;
import org.springframework.data.mongodb.core.MongoTemplate;
import org.springframework.data.mongodb.core.mapping.Document;
import org.springframework.data.mongodb.core.query.Query;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
public class Routes {

    @Document("users")
    public record User(@Id String id, String phoneNumber, String name, String email, String subscription, int stars,
            boolean isVerified, Instant createdAt, Instant updatedAt) {}

    @Document("templates")
    public record Template(@Id String id, String imageUrl, String publicId, String prompt, String style, String category,
            List<String> tags, boolean isTrending, int viewCount, int likeCount, Instant createdAt, Instant updatedAt) {}

    @Document("favoriteTemplates")
    public record Favorite(@Id String id, ObjectId userId, ObjectId templateId) {}

    public record Item(Template template, boolean isFavorite) {}

    private final MongoTemplate mongo;

    public Routes(MongoTemplate mongo) {
        this.mongo = mongo;
    }

    @GetMapping("/v1/templates")
    public Map<String, Object> list(@RequestParam(defaultValue = "20") int limit, HttpServletRequest request) {
        List<Template> page = mongo.find(new Query().with(Sort.by(Sort.Direction.DESC, "_id")).limit(limit), Template.class);
        Set<String> liked = mongo
                .find(query(where("userId").is(new ObjectId(caller(request))).and("templateId")
                        .in(page.stream().map(template -> new ObjectId(template.id())).toList())), Favorite.class)
                .stream().map(favorite -> favorite.templateId().toHexString()).collect(Collectors.toSet());
        return success(
                Map.of("templates", page.stream().map(template -> new Item(template, liked.contains(template.id()))).toList()));
    }

    @GetMapping("/v1/users/me")
    public Map<String, Object> me(HttpServletRequest request) {
        return success(Map.of("user", mongo.findById(caller(request), User.class)));
    }

    private static Map<String, Object> success(Map<String, Object> data) {
        return Map.of("status", "success", "data", data);
    }

    private static String caller(HttpServletRequest request) {
        AwsProxyRequestContext context = (AwsProxyRequestContext) request
                .getAttribute(RequestReader.API_GATEWAY_CONTEXT_PROPERTY);
        return context.getAuthorizer().getContextValue("userId");
    }
}
