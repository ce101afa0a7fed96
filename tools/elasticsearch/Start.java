import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import org.elasticsearch.common.logging.LogConfigurator;
import org.elasticsearch.common.settings.Settings;
import org.elasticsearch.env.Environment;
import org.elasticsearch.node.InternalSettingsPreparer;
import org.elasticsearch.node.Node;
import org.elasticsearch.plugins.PluginsLoader;

/** One node of Elasticsearch, without the scripts of its archive, for as long as whoever started it lives (standard input).
  * Arguments: the folder of its modules, name=value… */
public final class Start {
    public static void main(String[] arguments) throws Exception {
        Settings.Builder settings = Settings.builder();
        for (int each = 1; each < arguments.length; each++) {
            String[] pair = arguments[each].split("=", 2);
            settings.put(pair[0], pair[1]);
        }
        LogConfigurator.configureESLogging();
        Settings built = settings.build();
        Environment home = InternalSettingsPreparer.prepareEnvironment(built, Map.of(), null, () -> built.get("node.name"));
        LogConfigurator.configureWithoutConfig(built);
        PluginsLoader loader = PluginsLoader.createPluginsLoader(
            PluginsLoader.loadModulesBundles(Path.of(arguments[0])), Set.of(), Map.of(), false);
        Node node = new Node(home, loader);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            try {
                node.close();
            } catch (Exception problem) {
                problem.printStackTrace();
            }
        }));
        node.start();
        while (System.in.read() >= 0) {}
        System.exit(0);
    }
}
