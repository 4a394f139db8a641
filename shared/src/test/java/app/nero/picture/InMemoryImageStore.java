package app.nero.picture;

import app.nero.kernel.UnavailableException;
import app.nero.kernel.UnavailableException.Service;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.function.IntPredicate;
import java.util.function.Supplier;

/** Can also act as a client that uploads pictures, and fail on demand. */
public final class InMemoryImageStore implements ImageStore {

    private static final String UPLOAD_URL = "https://pictures.example/upload";

    /** When a call fails: before or after it takes effect. */
    public enum Fault {
        BEFORE, AFTER
    }

    private final Map<PublicId, StoredPicture> pictures = new LinkedHashMap<>();
    private final Map<String, Picture> files = new LinkedHashMap<>();
    private final List<String> calls = new ArrayList<>();
    private final List<UploadReceipt> receipts = new ArrayList<>();
    private Fault fault = Fault.BEFORE;
    private IntPredicate failing = _ -> false;
    private int counted;
    private int versions;

    @Override
    public synchronized StoredPicture put(PublicId id, Picture picture) {
        return call("put " + id, () -> store(id, picture));
    }

    @Override
    public synchronized void remove(PublicId id) {
        call("remove " + id, () -> {
            Optional.ofNullable(pictures.remove(id)).map(StoredPicture::url).ifPresent(files::remove);
            return id;
        });
    }

    @Override
    public synchronized Optional<StoredPicture> find(PublicId id) {
        return call("find " + id, () -> Optional.ofNullable(pictures.get(id)));
    }

    @Override
    public SignedUpload sign(PublicId id, Instant now) {
        SequencedMap<String, String> fields = new LinkedHashMap<>();
        fields.put("public_id", id.value());
        fields.put("timestamp", Long.toString(now.getEpochSecond()));
        fields.put("signature", "00");
        return new SignedUpload(UPLOAD_URL, fields, id);
    }

    @Override
    public synchronized boolean isGenuine(UploadReceipt receipt) {
        return receipts.contains(receipt);
    }

    /** Uploads a picture as a client does. An existing picture is not replaced. */
    public synchronized UploadReceipt upload(SignedUpload signed, Picture picture) {
        if (!pictures.containsKey(signed.publicId())) {
            store(signed.publicId(), picture);
        }
        return receipt(signed.publicId());
    }

    /** A genuine receipt, even if the picture does not exist. */
    public synchronized UploadReceipt receipt(PublicId id) {
        UploadReceipt receipt = new UploadReceipt(id, Integer.toString(++versions), "%064x".formatted(versions));
        receipts.add(receipt);
        return receipt;
    }

    /** Makes {@link #find} return this, for example a file in an unsupported format. */
    public synchronized void add(StoredPicture picture) {
        pictures.put(picture.publicId(), picture);
    }

    /**
     * Makes calls that would reach the store fail.
     *
     * @param which calls fail, by number from now on: {@code n -> n == 3} is the third
     */
    public synchronized void failing(Fault when, IntPredicate which) {
        fault = when;
        failing = which;
        counted = 0;
    }

    /** Makes all calls succeed again. */
    public void recover() {
        failing(Fault.BEFORE, _ -> false);
    }

    public synchronized Set<PublicId> publicIds() {
        return Set.copyOf(pictures.keySet());
    }

    /** The calls that would have reached the store, in order, such as {@code put nero/…}. */
    public synchronized List<String> calls() {
        return List.copyOf(calls);
    }

    public synchronized Optional<Picture> see(String url) {
        return Optional.ofNullable(files.get(url));
    }

    private StoredPicture store(PublicId id, Picture picture) {
        Optional.ofNullable(pictures.get(id)).map(StoredPicture::url).ifPresent(files::remove);
        String url = "https://pictures.example/v" + ++versions + "/" + id + "." + picture.format().extension();
        StoredPicture stored = new StoredPicture(id, url, Optional.of(picture.format()), picture.bytes().length,
                picture.width(), picture.height());
        pictures.put(id, stored);
        files.put(url, picture);
        return stored;
    }

    private <T> T call(String name, Supplier<T> effect) {
        calls.add(name);
        boolean fails = failing.test(++counted);
        if (fails && fault == Fault.BEFORE) {
            throw unavailable();
        }
        T result = effect.get();
        if (fails) {
            throw unavailable();
        }
        return result;
    }

    private static UnavailableException unavailable() {
        return new UnavailableException(Service.STORAGE, new IllegalStateException("down"));
    }
}
