package app.nero.session.jwt;

import app.nero.session.RefreshToken;
import app.nero.testing.Some;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.InvalidAlgorithmParameterException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Access tokens that must be rejected, by what is wrong with them. Only that is wrong: unless it is about the signature, the
 * token is correctly signed with our own key.
 */
public final class BadTokens {

    private final KeyPair keys;
    private final String trap;
    private final String header;
    private final String claims;
    private final Map<String, String> tokens = new LinkedHashMap<>();

    private BadTokens(KeyPair keys, String trap, Instant now) {
        this.keys = keys;
        this.trap = trap;
        this.header = "{\"alg\":\"RS256\",\"typ\":\"at+jwt\",\"kid\":\"" + kid(keys) + "\"}";
        this.claims = "{\"iss\":\"nero\",\"aud\":\"nero-api\",\"sub\":\"" + Some.id() + "\",\"sid\":\"" + Some.id()
                + "\",\"role\":\"user\",\"iat\":" + now.getEpochSecond() + ",\"exp\":" + (now.getEpochSecond() + 900)
                + ",\"jti\":\"" + Some.id() + "\"}";
    }

    /**
     * @param keys the key pair that signs valid tokens
     * @param trap a URL that the verifier must not request
     */
    public static Map<String, String> of(KeyPair keys, String trap, Instant now) {
        BadTokens bad = new BadTokens(keys, trap, now);
        bad.headers();
        bad.claims(now);
        bad.signatures();
        bad.formats();
        return bad.tokens;
    }

    /** The valid token that the bad ones are derived from. */
    public static String good(KeyPair keys, Instant now) {
        BadTokens tokens = new BadTokens(keys, "", now);
        return tokens.signed(tokens.header, tokens.claims);
    }

    private void headers() {
        for (String alg : new String[]{"none", "None", "NONE", "nOnE", "", "RS384", "RS512", "PS256", "HS256", "ES256",
                "rs256"}) {
            header("alg " + alg, header.replace("RS256", alg));
        }
        header("alg left out", header.replace("\"alg\":\"RS256\",", ""));
        header("alg null", header.replace("\"RS256\"", "null"));
        header("alg twice", header.replace("{", "{\"alg\":\"none\","));
        header("typ left out", header.replace("\"typ\":\"at+jwt\",", ""));
        header("typ JWT", header.replace("at+jwt", "JWT"));
        header("typ in capitals", header.replace("at+jwt", "AT+JWT"));
        header("typ refresh", header.replace("at+jwt", "rt+jwt"));
        header("kid left out", header.replaceAll(",\"kid\":\"[^\"]*\"", ""));
        header("kid null", header.replaceAll("\"kid\":\"[^\"]*\"", "\"kid\":null"));
        header("kid a number", header.replaceAll("\"kid\":\"[^\"]*\"", "\"kid\":1"));
        header("kid an object", header.replaceAll("\"kid\":\"[^\"]*\"", "\"kid\":{\"\\$gt\":\"\"}"));
        for (String kid : new String[]{"", "nobody", "../../../../dev/null", "/etc/passwd", "x' OR '1'='1",
                "http://127.0.0.1/keys"}) {
            header("kid " + kid, header.replace(kid(keys), kid));
        }
        header("kid twice", header.replace("{", "{\"kid\":\"other\","));
        header("jku", header.replace("{", "{\"jku\":\"" + trap + "\","));
        header("x5u", header.replace("{", "{\"x5u\":\"" + trap + "\","));
        header("x5c", header.replace("{", "{\"x5c\":[\"AAAA\"],"));
        header("jwk", header.replace("{", "{\"jwk\":{\"kty\":\"RSA\",\"e\":\"AQAB\",\"n\":\"AAAA\"},"));
        header("crit", header.replace("{", "{\"crit\":[\"exp\"],"));
        header("cty JWT", header.replace("{", "{\"cty\":\"JWT\","));
        header("header a list", "[]");
        header("header null", "null");
        header("header with a tail", header + "{}");
        header("header cut", header.substring(0, header.length() - 1));
    }

    private void claims(Instant now) {
        claims("iss left out", claims.replace("\"iss\":\"nero\",", ""));
        claims("iss another", claims.replace("\"nero\"", "\"evil\""));
        claims("iss a list", claims.replace("\"iss\":\"nero\"", "\"iss\":[\"nero\"]"));
        claims("aud left out", claims.replace("\"aud\":\"nero-api\",", ""));
        claims("aud another", claims.replace("nero-api", "other-api"));
        claims("aud empty", claims.replace("\"nero-api\"", "[]"));
        claims("exp left out", claims.replaceAll(",\"exp\":[0-9]+", ""));
        claims("exp null", claims.replaceAll("\"exp\":[0-9]+", "\"exp\":null"));
        claims("exp a string", claims.replaceAll("\"exp\":([0-9]+)", "\"exp\":\"$1\""));
        claims("exp half a minute ago",
                claims.replaceAll("\"exp\":[0-9]+", "\"exp\":" + now.minusSeconds(30).getEpochSecond()));
        claims("exp long ago", claims.replaceAll("\"exp\":[0-9]+", "\"exp\":1"));
        claims("exp negative", claims.replaceAll("\"exp\":[0-9]+", "\"exp\":-1"));
        claims("exp twice", claims.replaceAll("(\"exp\":[0-9]+)", "\"exp\":1,$1"));
        claims("nbf ahead", claims.replace("{", "{\"nbf\":" + now.plusSeconds(60).getEpochSecond() + ","));
        claims("iat ahead", claims.replaceAll("\"iat\":[0-9]+", "\"iat\":" + now.plusSeconds(60).getEpochSecond()));
        claims("iat left out", claims.replaceAll("\"iat\":[0-9]+,", ""));
        claims("sub left out", claims.replaceAll("\"sub\":\"[^\"]*\",", ""));
        claims("sub not an id", claims.replaceAll("\"sub\":\"[^\"]*\"", "\"sub\":\"admin\""));
        claims("sub an object", claims.replaceAll("\"sub\":\"[^\"]*\"", "\"sub\":{\"\\$gt\":\"\"}"));
        claims("sub twice", claims.replaceAll("(\"sub\":\"[^\"]*\")", "$1,$1"));
        claims("sid left out", claims.replaceAll("\"sid\":\"[^\"]*\",", ""));
        claims("sid not an id", claims.replaceAll("\"sid\":\"[^\"]*\"", "\"sid\":\"1\""));
        claims("role left out", claims.replace("\"role\":\"user\",", ""));
        claims("role unknown", claims.replace("\"role\":\"user\"", "\"role\":\"root\""));
        claims("role a list", claims.replace("\"role\":\"user\"", "\"role\":[\"admin\"]"));
        claims("role twice", claims.replace("\"role\":\"user\"", "\"role\":\"user\",\"role\":\"admin\""));
        claims("no claims", "{}");
        claims("claims a string", "\"x\"");
        claims("claims cut", claims.substring(0, claims.length() - 1));
    }

    private void signatures() {
        String input = encode(header) + "." + encode(claims);
        String right = sign("SHA256withRSA", keys.getPrivate(), input);
        tokens.put("signature stripped", input);
        tokens.put("signature blank", input + ".");
        tokens.put("signature of zeros", input + "." + encode(new byte[256]));
        tokens.put("signature short", input + "." + right.substring(0, right.length() - 4));
        tokens.put("signature long", input + "." + right + "AAAA");
        tokens.put("signature of other claims", encode(header) + "." + encode(claims.replace("user", "admin")) + "."
                + right);
        tokens.put("signature by a foreign key",
                input + "." + sign("SHA256withRSA", keyPair("RSA").getPrivate(), input));
        tokens.put("signature by SHA-512", input + "." + sign("SHA512withRSA", keys.getPrivate(), input));
        KeyPair foreign = keyPair("RSA");
        String foreignHeader = header.replace(kid(keys), kid(foreign));
        String foreignInput = encode(foreignHeader) + "." + encode(claims);
        tokens.put("a revoked or unknown key",
                foreignInput + "." + sign("SHA256withRSA", foreign.getPrivate(), foreignInput));
        String ec = encode(header.replace("RS256", "ES256")) + "." + encode(claims);
        tokens.put("ES256 by a key of its own", ec + "." + sign("SHA256withECDSA", keyPair("EC").getPrivate(), ec));
        String hs = encode(header.replace("RS256", "HS256")) + "." + encode(claims);
        byte[] der = keys.getPublic().getEncoded();
        String pem = "-----BEGIN PUBLIC KEY-----\n" + Base64.getMimeEncoder(64, new byte[]{'\n'}).encodeToString(der)
                + "\n-----END PUBLIC KEY-----\n";
        tokens.put("HS256 by the public key's DER", hs + "." + hmac(der, hs));
        tokens.put("HS256 by the public key's PEM", hs + "." + hmac(pem.getBytes(StandardCharsets.US_ASCII), hs));
        tokens.put("HS256 by the key's id", hs + "." + hmac(kid(keys).getBytes(StandardCharsets.US_ASCII), hs));
    }

    private void formats() {
        String good = signed(header, claims);
        tokens.put("only dots", "..");
        tokens.put("two parts", "a.b");
        tokens.put("four parts", good + ".AAAA");
        tokens.put("five parts, as of a JWE", "a.b.c.d.e");
        tokens.put("not base64", good.replace('.', '*'));
        tokens.put("base64 with padding", good.replaceFirst("\\.", "==."));
        tokens.put("base64 of the other alphabet", "ab+/." + good.split("\\.")[1] + "." + good.split("\\.")[2]);
        tokens.put("header not JSON", encode("hello") + good.substring(good.indexOf('.')));
        tokens.put("a megabyte of signature", good + "A".repeat(1_000_000));
        tokens.put("a megabyte of claims",
                signed(header, claims.replace("{", "{\"x\":\"" + "A".repeat(750_000) + "\",")));
        tokens.put("a refresh token", RefreshToken.random(new SecureRandom()).value());
    }

    private void header(String what, String forged) {
        tokens.put(what, signed(forged, claims));
    }

    private void claims(String what, String forged) {
        tokens.put(what, signed(header, forged));
    }

    private String signed(String head, String body) {
        String input = encode(head) + "." + encode(body);
        return input + "." + sign("SHA256withRSA", keys.getPrivate(), input);
    }

    private static String sign(String algorithm, PrivateKey key, String input) {
        try {
            Signature signature = Signature.getInstance(algorithm);
            signature.initSign(key);
            signature.update(input.getBytes(StandardCharsets.US_ASCII));
            return encode(signature.sign());
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    private static String hmac(byte[] key, String input) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return encode(mac.doFinal(input.getBytes(StandardCharsets.US_ASCII)));
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    private static String encode(String text) {
        return encode(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String encode(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private static String kid(KeyPair keys) {
        return RsaKeys.kid((RSAPublicKey) keys.getPublic());
    }

    /** A new key pair: {@code RSA} of 2048 bits, or {@code EC} on P-256. */
    public static KeyPair keyPair(String algorithm) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm);
            if (algorithm.equals("EC")) {
                generator.initialize(new ECGenParameterSpec("secp256r1"));
            } else {
                generator.initialize(2048);
            }
            return generator.generateKeyPair();
        } catch (NoSuchAlgorithmException | InvalidAlgorithmParameterException e) {
            throw new AssertionError(e);
        }
    }
}
