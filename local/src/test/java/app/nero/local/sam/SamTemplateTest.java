package app.nero.local.sam;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.nero.local.sam.SamTemplate.LambdaFunction;
import app.nero.local.sam.SamTemplate.Route;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SamTemplateTest {

    private static final String TEMPLATE = """
        Parameters:
          Origin: {Type: String}
          Name: {Type: String, Default: nero}
          Level: {Type: String, Default: ""}
          Working: {Type: String, Default: "true"}
          Workers: {Type: Number, Default: 3}
        Conditions:
          Named: !Not [!Equals [!Ref Name, ""]]
        Globals:
          Function:
            Timeout: 15
            Environment: {Variables: {EVERYWHERE: "yes"}}
        Resources:
          Table: {Type: AWS::DynamoDB::Table}
          Work:
            Type: AWS::SQS::Queue
            Properties:
              VisibilityTimeout: 780
              RedrivePolicy: {deadLetterTargetArn: !GetAtt Dead.Arn, maxReceiveCount: 4}
          Dead: {Type: AWS::SQS::Queue}
          Messages:
            Type: AWS::Lambda::EventSourceMapping
            Properties:
              EventSourceArn: !GetAtt Work.Arn
              FunctionName: !Ref Things.Alias
              Enabled: !Ref Working
              BatchSize: 1
              FunctionResponseTypes: [ReportBatchItemFailures]
              ScalingConfig: {MaximumConcurrency: !Ref Workers}
          Api:
            Type: AWS::Serverless::Api
            Properties:
              StageName: api
              BinaryMediaTypes: [multipart~1form-data]
              Cors: {AllowOrigin: !Sub "'${Origin}'"}
              Auth:
                DefaultAuthorizer: Token
                AddDefaultAuthorizerToCorsPreflight: false
                Authorizers:
                  Token:
                    FunctionArn: !Ref AuthorizerFunction.Alias
                    Identity: {Header: X-Key, ValidationExpression: "k.*", ReauthorizeEvery: 5}
              GatewayResponses:
                THROTTLED:
                  StatusCode: 429
                  ResponseParameters: {Headers: {Retry-After: "'60'"}}
                  ResponseTemplates: {application/json: "{}"}
          AuthorizerFunction:
            Type: AWS::Serverless::Function
            Properties: {Handler: "a.AuthorizerFunction::handleRequest", Timeout: 5}
          Things:
            Type: AWS::Serverless::Function
            Properties:
              Handler: a.Things::handleRequest
              Environment:
                Variables:
                  ORIGIN: !Ref Origin
                  KEY: !Sub "{{resolve:secretsmanager:${Name}:SecretString:KEY}}"
                  TABLE: !Ref Table
                  ARN: !Join [":", [a, !Ref Name, !Ref AWS::AccountId]]
                  LONG: {"Fn::Sub": ["${x}-${!y}", {x: !If [Named, !Ref Name, none]}]}
                  LEVEL: !Ref Level
                  GONE: !If [Named, !Ref AWS::NoValue, x]
              Events:
                List: {Type: Api, Properties: {RestApiId: !Ref Api, Path: /v1/things, Method: get, Auth: {Authorizer: NONE}}}
                Make: {Type: Api, Properties: {RestApiId: !Ref Api, Path: /v1/things, Method: POST}}
                Nightly: {Type: Schedule, Properties: {Schedule: rate(1 day)}}
        """;

    @Test
    void readsRoutesAndTheirAuthorizers() {
        SamTemplate template = parse(TEMPLATE);

        assertEquals("api", template.stage());
        assertEquals(List.of(new Route("GET", "/v1/things", "Things", Optional.empty()),
                new Route("POST", "/v1/things", "Things", Optional.of("Token"))), template.routes());
        assertEquals(new SamTemplate.TokenAuthorizer("Token", "AuthorizerFunction", "X-Key", Optional.of("k.*"),
                Duration.ofSeconds(5)), template.authorizers().get("Token"));
    }

    @Test
    void resolvesTheVariablesOfAFunction() {
        LambdaFunction things = parse(TEMPLATE).functions().get("Things");

        assertEquals(Duration.ofSeconds(15), things.timeout());
        assertEquals(Duration.ofSeconds(5), parse(TEMPLATE).functions().get("AuthorizerFunction").timeout());
        assertEquals(Map.of("EVERYWHERE", Optional.of("yes"), "ORIGIN", Optional.of("https://web.example"), "KEY",
                Optional.empty(), "TABLE", Optional.empty(), "ARN", Optional.of("a:nero:000000000000"), "LONG",
                Optional.of("nero-${y}"), "LEVEL", Optional.of("")), things.environment());
    }

    @Test
    void readsCorsAndGatewayResponses() {
        SamTemplate template = parse(TEMPLATE);

        assertEquals(Optional.of("https://web.example"), template.cors().orElseThrow().allowOrigin());
        assertEquals(List.of("multipart/form-data"), template.binaryMediaTypes());
        assertEquals(new SamTemplate.GatewayResponse(OptionalInt.of(429), Map.of("Retry-After", "'60'"),
                Map.of("application/json", "{}")), template.gatewayResponses().get("THROTTLED"));
    }

    @Test
    void readsHowAQueueCallsItsFunction() {
        Duration visibility = Duration.ofMinutes(13);

        assertEquals(List.of(new SamTemplate.QueueSource("Things", true, 3, visibility, 4)),
                parse(TEMPLATE).queueSources());
        assertEquals(List.of(new SamTemplate.QueueSource("Things", false, 7, visibility, 4)),
                SamTemplate.parse(TEMPLATE,
                        Map.of("Origin", "https://web.example", "Working", "false", "Workers", "7")).queueSources());
        assertEquals(true, parse(TEMPLATE.replace("Enabled: !Ref Working", "")).queueSources().getFirst().enabled());
    }

    @Test
    void readsTheDeployedTemplate() throws Exception {
        SamTemplate template = SamTemplate.read(Path.of("..", "template.yaml"),
                Map.of("WebOrigin", "http://localhost:5000", "Countries", "", "SecretVersion", ""));

        assertEquals("api", template.stage());
        assertTrue(template.routes()
                .contains(new Route("GET", "/v1/users/me", "ProfileFunction", Optional.of("AccessToken"))));
        assertTrue(template.routes()
                .contains(new Route("GET", "/v1/templates", "TemplatesFunction", Optional.empty())));
        assertEquals(Set.of("SweeperFunction", "PaymentsSweeperFunction", "PopularityFunction"), template.scheduled());
        assertEquals(
                List.of(new SamTemplate.QueueSource("GenerationWorkerFunction", true, 2, Duration.ofSeconds(780), 4)),
                template.queueSources());
        assertEquals(OptionalInt.of(1024), template.minCompression());
        assertTrue(template.gatewayResponses().containsKey("DEFAULT_5XX"));
        for (LambdaFunction function : template.functions().values()) {
            assertTrue(RequestStreamHandler.class.isAssignableFrom(function.handlerClass()), function.id());
        }
    }

    @Test
    void namesThePropertyItCannotRead() {
        assertRefused("parameter Origin has no value", () -> SamTemplate.parse(TEMPLATE, Map.of()));
        assertRefused("Resources.Api.Properties.Auth.Authorizers.Token.FunctionArn",
                () -> parse(TEMPLATE.replace("AuthorizerFunction.Alias", "Table")));
        assertRefused("Resources.Things.Properties.Events.Make.Properties.TimeoutInMillis",
                () -> parse(TEMPLATE.replace("Method: POST", "Method: POST, TimeoutInMillis: 5")));
        assertRefused("Resources.Things.Properties.Events.Make: HttpApi",
                () -> parse(TEMPLATE.replace("Make: {Type: Api", "Make: {Type: HttpApi")));
        assertRefused(
                "Resources.Things.Properties.Environment.Variables.TABLE: unknown parameter or resource Tables",
                () -> parse(TEMPLATE.replace("!Ref Table", "!Ref Tables")));
        assertRefused("Fn::ImportValue", () -> parse(TEMPLATE.replace("!Ref Table", "!ImportValue Table")));
        assertRefused("Resources.AuthorizerFunction.Properties.Timeout: must be a whole number",
                () -> parse(TEMPLATE.replace("Timeout: 5", "Timeout: soon")));
        assertRefused("Headers.Retry-After: must be a literal", () -> parse(TEMPLATE.replace("\"'60'\"", "60")));
        assertRefused("$context.identity.sourceIp",
                () -> parse(TEMPLATE.replace("json: \"{}\"", "json: $context.identity.sourceIp")));
        assertRefused("AddDefaultAuthorizerToCorsPreflight must be false",
                () -> parse(TEMPLATE.replace("Preflight: false", "Preflight: true")));
        assertRefused("Resources.Things.Properties.Events.Make.Properties: unknown authorizer Other",
                () -> parse(TEMPLATE.replace("Method: POST", "Method: POST, Auth: {Authorizer: Other}")));
        assertRefused("Authorizers.Token.FunctionPayloadType: is not supported",
                () -> parse(TEMPLATE.replace("Identity: {Header",
                        "FunctionPayloadType: REQUEST\n            Identity: {Header")));
        assertRefused("Messages.Properties.EventSourceArn: must be a Ref or GetAtt of an AWS::SQS::Queue",
                () -> parse(TEMPLATE.replace("Work.Arn", "Table.Arn")));
        assertRefused("Messages.Properties.FunctionName: must be a Ref or GetAtt of an AWS::Serverless::Function",
                () -> parse(TEMPLATE.replace("Things.Alias", "Table")));
        assertRefused("Messages.Properties: BatchSize must be 1",
                () -> parse(TEMPLATE.replace("BatchSize: 1", "BatchSize: 10")));
        assertRefused("Messages.Properties: FunctionResponseTypes must contain ReportBatchItemFailures",
                () -> parse(TEMPLATE.replace("[ReportBatchItemFailures]", "[]")));
        assertRefused("Messages.Properties: ScalingConfig is missing",
                () -> parse(TEMPLATE.replace("ScalingConfig: {MaximumConcurrency: !Ref Workers}", "")));
        assertRefused("Messages.Properties.FilterCriteria: is not supported",
                () -> parse(TEMPLATE.replace("BatchSize: 1", "BatchSize: 1\n      FilterCriteria: {}")));
        assertRefused("Work.Properties.RedrivePolicy: maxReceiveCount is missing",
                () -> parse(TEMPLATE.replace(", maxReceiveCount: 4", "")));
        assertRefused("the template is not valid YAML", () -> parse("a: [}"));
    }

    private static SamTemplate parse(String text) {
        return SamTemplate.parse(text, Map.of("Origin", "https://web.example"));
    }

    private static void assertRefused(String part, Runnable reading) {
        var exception = assertThrows(TemplateException.class, reading::run);
        assertTrue(exception.getMessage().contains(part), exception.getMessage());
    }
}
