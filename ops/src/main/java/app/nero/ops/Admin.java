package app.nero.ops;

import app.nero.account.AccountChange;
import app.nero.account.ChangeAccount;
import app.nero.account.User;
import app.nero.account.mongo.MongoUsers;
import app.nero.audit.Audit;
import app.nero.audit.AuditEntry;
import app.nero.audit.mongo.MongoAuditLog;
import app.nero.kernel.PhoneNumber;
import app.nero.kernel.Role;
import app.nero.kernel.UnavailableException;
import app.nero.lambda.Settings;
import app.nero.local.InstanceRegistry;
import app.nero.local.LocalNero;
import app.nero.local.RunningInstance;
import app.nero.local.sam.TemplateException;
import app.nero.mongo.MongoConnection;
import app.nero.picture.cloudinary.CloudinaryImageStore;
import app.nero.session.jwt.RsaKeys;
import app.nero.stars.MoveStars;
import app.nero.stars.mongo.MongoStarsLedger;
import app.nero.template.ImportTemplate;
import app.nero.template.mongo.MongoCategories;
import app.nero.template.mongo.MongoTemplates;
import app.nero.upkeep.mongo.MongoCollections;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.SecureRandom;
import java.security.interfaces.RSAPublicKey;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The command {@code bin/admin}: operations that need no admin account or that the API does not offer. */
public final class Admin {

    /** Exit statuses. */
    public static final int OK = 0;
    static final int SOME_FAILED = 1;
    static final int NOTHING_DONE = 2;

    private static final String USAGE = """
        usage: bin/admin [--data DIR] grant PHONE | revoke PHONE | import FILE | new-key
        bin/admin --help explains each command.""";

    private static final Clock CLOCK = Clock.tickMillis(ZoneOffset.UTC);

    private final Settings settings;
    private final PrintStream output;
    private final SecureRandom random = new SecureRandom();

    public Admin(Map<String, String> settings, PrintStream output) {
        this.settings = new Settings(settings);
        this.output = output;
    }

    public static void main(String[] arguments) {
        PrintStream output = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        System.exit(main(List.of(arguments), System.getenv(), output));
    }

    /** @param environment also names the folder of the {@link InstanceRegistry} */
    static int main(List<String> arguments, Map<String, String> environment, PrintStream output) {
        List<String> remaining = new ArrayList<>(arguments);
        Path template = Path.of(option(remaining, "--template").orElse("template.yaml"));
        Path defaultData = Path.of(option(remaining, "--default-data").orElse(".nero"));
        Optional<Path> chosenData = option(remaining, "--data").or(() -> notBlank(environment, "NERO_DATA"))
                .map(Path::of);
        if (remaining.equals(List.of("new-key"))) {
            printNewKey(output);
            return OK;
        }
        if (remaining.size() != 2 || !List.of("grant", "revoke", "import").contains(remaining.getFirst())) {
            output.println(USAGE);
            return NOTHING_DONE;
        }
        try {
            if (notBlank(environment, "MONGODB_URI").isPresent()) {
                return new Admin(environment, output).run(remaining.getFirst(), remaining.getLast());
            }
            Optional<Path> data = chosenData.or(() -> dataOfRunning(environment, defaultData, output));
            if (data.isEmpty()) {
                return NOTHING_DONE;
            }
            return runLocally(template, data.get().toAbsolutePath().normalize(), environment,
                    settings -> new Admin(settings, output).run(remaining.getFirst(), remaining.getLast()));
        } catch (UnavailableException _) {
            output.println("The database is unavailable. Try again.");
        } catch (NoSuchFileException missing) {
            output.println("File not found: " + missing.getFile());
        } catch (IOException | IllegalStateException | IllegalArgumentException | TemplateException e) {
            output.println("Error: " + e.getMessage());
        }
        return NOTHING_DONE;
    }

    private interface Command {

        int run(Map<String, String> settings) throws IOException;
    }

    /**
     * The data folder of the running Nero, or the default one if none runs. Empty if several run; then their folders are printed.
     */
    private static Optional<Path> dataOfRunning(Map<String, String> environment, Path defaultData, PrintStream output) {
        List<InstanceRegistry.Entry> running = InstanceRegistry.ofUser(environment).list();
        if (running.size() > 1) {
            output.println("Several instances of Nero are running. Choose one:");
            running.forEach(instance -> output.println("  --data " + instance.data() + "   at " + instance.url()));
            return Optional.empty();
        }
        running.forEach(instance -> output.println("Using " + instance.url() + " with the data in " + instance.data()));
        return Optional.of(running.stream().findFirst().map(InstanceRegistry.Entry::data).orElse(defaultData));
    }

    /** Uses the Nero that runs on the data folder, or starts one for the time of the command. */
    private static int runLocally(Path template, Path data, Map<String, String> environment, Command command)
            throws IOException {
        Optional<Map<String, String>> running = RunningInstance.find(data);
        if (running.isPresent()) {
            return command.run(running.get());
        }
        // Any port will do: the next start updates the addresses of pictures.
        try (LocalNero nero = LocalNero.start(template, data, false, 0, environment, _ -> {})) {
            return command.run(nero.settings());
        }
    }

    private static Optional<String> notBlank(Map<String, String> environment, String name) {
        return Optional.ofNullable(environment.get(name)).filter(value -> !value.isBlank());
    }

    /** Removes an option and returns its value. The last one wins, because bin/admin passes defaults first. */
    private static Optional<String> option(List<String> remaining, String name) {
        Optional<String> value = Optional.empty();
        for (int at = remaining.indexOf(name); at >= 0 && at + 1 < remaining.size(); at = remaining.indexOf(name)) {
            remaining.remove(at);
            value = Optional.of(remaining.remove(at));
        }
        return value;
    }

    public int run(String command, String argument) throws IOException {
        try (MongoConnection mongo = MongoConnection.open(settings.mongodbUri())) {
            return switch (command) {
                case "grant" -> change(mongo, argument, Role.ADMIN);
                case "revoke" -> change(mongo, argument, Role.USER);
                default -> importFile(mongo, Path.of(argument));
            };
        }
    }

    private int change(MongoConnection mongo, String text, Role role) {
        Optional<PhoneNumber> phoneNumber = PhoneNumber.parse(text);
        if (phoneNumber.isEmpty()) {
            output.println("This is not a phone number with country code, such as +989121234567.");
            return NOTHING_DONE;
        }
        MongoUsers users = new MongoUsers(mongo);
        Optional<User> user = users.findByPhoneNumber(phoneNumber.get());
        if (user.isEmpty()) {
            output.println("Nobody has signed in with this number. Sign in once, then try again.");
            return SOME_FAILED;
        }
        ChangeAccount changeAccount = new ChangeAccount(users,
                new MoveStars(new MongoStarsLedger(mongo), users, CLOCK, random), audit(mongo), CLOCK);
        return switch (changeAccount.change(AuditEntry.COMMAND_LINE, user.get().id(),
                new AccountChange(Optional.empty(), Optional.of(role)), Optional.empty())) {
            case ChangeAccount.Result.Changed _ -> {
                output.println(role == Role.ADMIN
                        ? "The user is now an admin. The change applies after the next sign-in or refresh."
                        : "The user is no longer an admin.");
                yield OK;
            }
            case ChangeAccount.Result.LastAdmin _ -> {
                output.println("This is the only admin. Make someone else an admin first.");
                yield SOME_FAILED;
            }
            case ChangeAccount.Result.NotFound _,ChangeAccount.Result.StarsOutOfRange _,ChangeAccount.Result.OtherStars _,ChangeAccount.Result.NeverSignedIn _ -> {
                output.println("The account has just been deleted.");
                yield SOME_FAILED;
            }
        };
    }

    private int importFile(MongoConnection mongo, Path file) throws IOException {
        MongoCollections.createIndexes(mongo);
        MongoCategories categories = new MongoCategories(mongo);
        ImportTemplate importTemplate = new ImportTemplate(new MongoTemplates(mongo), categories,
                new CloudinaryImageStore(settings.cloudinary()), audit(mongo), CLOCK, random);
        int invalid = new TemplateImport(importTemplate, categories, CLOCK, random, output).run(file);
        return invalid == 0 ? OK : SOME_FAILED;
    }

    /** Generates a key pair for access tokens and prints it as settings. */
    private static void printNewKey(PrintStream output) {
        KeyPair keys = RsaKeys.pair();
        Base64.Encoder base64 = Base64.getEncoder();
        output.append("""
            # kid %s
            NERO_JWT_PRIVATE_KEY=%s
            NERO_JWT_PUBLIC_KEYS=%s
            """.formatted(RsaKeys.kid((RSAPublicKey) keys.getPublic()),
                base64.encodeToString(keys.getPrivate().getEncoded()),
                base64.encodeToString(keys.getPublic().getEncoded())));
    }

    private Audit audit(MongoConnection mongo) {
        return new Audit(new MongoAuditLog(mongo), CLOCK, random);
    }
}
