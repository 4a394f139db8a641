package app.nero.local.sam;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.common.FlowStyle;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/**
 * A node of a CloudFormation template.
 *
 * @param path names the node in error messages
 * @param tagRead true for the argument of a short-form function such as {@code !Ref x}: the node still has the tag of the function
 */
public record TemplateNode(Node yaml, String path, boolean tagRead) {

    /** A CloudFormation function such as {@code Ref} or {@code Fn::Sub}, and its argument. */
    public record Function(String name, TemplateNode argument) {}

    public static TemplateNode parse(String text) {
        try {
            Node root = new Compose(LoadSettings.builder().setLabel("template").build()).composeString(text)
                    .orElseThrow(() -> new TemplateException("the template is empty"));
            return new TemplateNode(root, "", false);
        } catch (YamlEngineException e) {
            throw new TemplateException("the template is not valid YAML: " + e.getMessage(), e);
        }
    }

    /** The entries of a mapping, in the order of the template. */
    Map<String, TemplateNode> entries() {
        if (function().isPresent() || !(yaml instanceof MappingNode mapping)) {
            throw invalid("must be a mapping" + function().map(f -> ", not " + f.name()).orElse(""));
        }
        Map<String, TemplateNode> entries = new LinkedHashMap<>();
        for (NodeTuple tuple : mapping.getValue()) {
            String name = new TemplateNode(tuple.getKeyNode(), path, false).literal();
            entries.put(name, child(name, tuple.getValueNode()));
        }
        return entries;
    }

    List<TemplateNode> items() {
        if (function().isPresent() || !(yaml instanceof SequenceNode sequence)) {
            throw invalid("must be a list" + function().map(f -> ", not " + f.name()).orElse(""));
        }
        List<Node> nodes = sequence.getValue();
        return IntStream.range(0, nodes.size()).mapToObj(i -> child("[" + i + "]", nodes.get(i))).toList();
    }

    public Optional<TemplateNode> find(String name) {
        return Optional.ofNullable(entries().get(name));
    }

    /** The entry with that name, or an empty mapping. */
    TemplateNode getOrEmpty(String name) {
        return find(name).orElseGet(() -> child(name, new MappingNode(Tag.MAP, List.of(), FlowStyle.BLOCK)));
    }

    public TemplateNode get(String name) {
        return find(name).orElseThrow(() -> invalid(name + " is missing"));
    }

    /** The text of a scalar. */
    public String literal() {
        if (function().isPresent() || !(yaml instanceof ScalarNode scalar)) {
            throw invalid("must be a plain value");
        }
        return scalar.getValue();
    }

    boolean isMapping() {
        return yaml instanceof MappingNode && function().isEmpty();
    }

    boolean isList() {
        return yaml instanceof SequenceNode && function().isEmpty();
    }

    /** The function that computes this value, in short form ({@code !Sub x}) or long form ({@code Fn::Sub: x}). */
    public Optional<Function> function() {
        String tag = yaml.getTag().getValue();
        if (!tagRead && tag.startsWith("!") && tag.length() > 1) {
            String name = tag.substring(1);
            boolean bare = name.equals("Ref") || name.equals("Condition");
            return Optional.of(new Function(bare ? name : "Fn::" + name, new TemplateNode(yaml, path, true)));
        }
        if (yaml instanceof MappingNode mapping && mapping.getValue().size() == 1) {
            NodeTuple only = mapping.getValue().getFirst();
            if (only.getKeyNode() instanceof ScalarNode key && key.getValue().matches("Ref|Fn::.*")) {
                return Optional.of(new Function(key.getValue(), new TemplateNode(only.getValueNode(), path, false)));
            }
        }
        return Optional.empty();
    }

    /** Rejects all other entries, because ignoring one could make the local gateway behave differently from API Gateway. */
    TemplateNode allowOnly(String... supported) {
        entries().forEach((name, node) -> {
            if (!List.of(supported).contains(name)) {
                throw node.invalid("is not supported by the local gateway");
            }
        });
        return this;
    }

    TemplateException invalid(String why) {
        return new TemplateException(path + ": " + why);
    }

    private TemplateNode child(String name, Node node) {
        boolean index = name.startsWith("[");
        return new TemplateNode(node, path.isEmpty() || index ? path + name : path + "." + name, false);
    }
}
