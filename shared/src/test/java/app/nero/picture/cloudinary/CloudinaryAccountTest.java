package app.nero.picture.cloudinary;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CloudinaryAccountTest {

    @Test
    void parsesCloudinarysUrlFormat() {
        assertEquals(
                new CloudinaryAccount("nero", "123456789012345", "canary-Secret_1",
                        URI.create("https://api.cloudinary.com")),
                CloudinaryAccount.parse("cloudinary://123456789012345:canary-Secret_1@nero"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://127.0.0.1:5000/_local/cloudinary",
            "http%3A%2F%2F127.0.0.1%3A5000%2F_local%2Fcloudinary"})
    void readsTheUploadPrefix(String prefix) {
        CloudinaryAccount account = CloudinaryAccount.parse("cloudinary://1:canary@nero?upload_prefix=" + prefix);

        assertEquals(URI.create("http://127.0.0.1:5000/_local/cloudinary"), account.uploadPrefix());
    }

    @Test
    void hidesTheSecretInItsText() {
        CloudinaryAccount account = CloudinaryAccount.parse("cloudinary://1:canary@nero");

        String text = account.toString() + new CloudinaryImageStore(account);

        assertFalse(text.contains("canary"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "canary", "https://1:canary@nero", "cloudinary://canary@nero", "cloudinary://1:canary",
            "cloudinary://1:canary@", "cloudinary://:canary@nero", "cloudinary://1:@nero",
            "cloudinary://1:canary@nero/", "cloudinary://1:canary@nero/cname.example", "cloudinary://1:canary@ne.ro",
            "cloudinary://1:can%61ry@nero", "cloudinary://1:canary:2@nero", "cloudinary://<1>:canary@nero",
            "cloudinary://1:canary@nero?", "cloudinary://1:canary@nero?upload_prefix=",
            "cloudinary://1:canary@nero?timeout=canary", "cloudinary://1:canary@nero?upload_prefix=canary",
            "cloudinary://1:canary@nero?upload_prefix=ftp://canary",
            "cloudinary://1:canary@nero?upload_prefix=https://canary/",
            "cloudinary://1:canary@nero?upload_prefix=https://user:canary@api",
            "cloudinary://1:canary@nero?upload_prefix=https://api%3Fcanary",
            "cloudinary://1:canary@nero?upload_prefix=https://can ary",
            "cloudinary://1:canary@nero?upload_prefix=%canary",
            "cloudinary://1:canary@nero?upload_prefix=https://api&secure=canary"})
    void refusesOtherUrlsWithoutQuotingThem(String url) {
        IllegalArgumentException exception = assertThrows(IllegalArgumentException.class,
                () -> CloudinaryAccount.parse(url));

        assertFalse(exception.getMessage().contains("canary"));
    }
}
