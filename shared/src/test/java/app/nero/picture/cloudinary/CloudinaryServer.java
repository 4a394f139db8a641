package app.nero.picture.cloudinary;

import app.nero.picture.PublicId;
import app.nero.testing.FaultyServer;
import java.io.IOException;

/** A stand-in for Cloudinary with scripted responses. {@code bin/start} has another one that stores pictures. */
public final class CloudinaryServer extends FaultyServer {

    public CloudinaryServer(Behaviour behaviour) throws IOException {
        super(behaviour);
    }

    /** Responds with a JPEG of 864 × 576 pixels and 120,253 bytes. */
    public static Behaviour has(PublicId id) {
        return answers(200, """
            {"asset_id":"3515c6000a548515f1134043f9785c2f","public_id":"%1$s","version":1571218330,\
            "version_id":"62c90b11c3f9c7b2e7e6a1a0b3e1f4d5","signature":"63bfbca643baa9c86b7d2921d776628ac83a1b6e",\
            "width":864,"height":576,"format":"jpg","resource_type":"image","created_at":"2017-06-26T19:46:03Z",\
            "tags":[],"bytes":120253,"type":"upload","etag":"e7ab0e2f5e1a4a3b","placeholder":false,\
            "url":"http://res.cloudinary.com/demo/image/upload/v1571218330/%1$s.jpg",\
            "secure_url":"https://res.cloudinary.com/demo/image/upload/v1571218330/%1$s.jpg","a_member_to_come":{}}"""
                .formatted(id));
    }

    public static Behaviour refuses(int status, String message) {
        return answers(status, "{\"error\":{\"message\":\"" + message + "\"}}");
    }
}
