package raitti;

import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.fi.FinnishAnalyzer;
import org.apache.lucene.analysis.miscellaneous.ASCIIFoldingFilter;
import org.apache.lucene.analysis.ngram.EdgeNGramTokenFilter;
import org.apache.lucene.analysis.ngram.EdgeNGramTokenizer;
import org.apache.lucene.analysis.ngram.NGramTokenFilter;
import org.apache.lucene.analysis.ngram.NGramTokenizer;
import org.apache.lucene.analysis.sv.SwedishAnalyzer;
import org.elasticsearch.common.settings.Settings;
import org.elasticsearch.index.analysis.AbstractIndexAnalyzerProvider;
import org.elasticsearch.index.analysis.AbstractTokenFilterFactory;
import org.elasticsearch.index.analysis.AnalyzerProvider;
import org.elasticsearch.index.analysis.PreConfiguredTokenFilter;
import org.elasticsearch.index.analysis.TokenFilterFactory;
import org.elasticsearch.index.analysis.TokenizerFactory;
import org.elasticsearch.indices.analysis.AnalysisModule.AnalysisProvider;
import org.elasticsearch.plugins.AnalysisPlugin;
import org.elasticsearch.plugins.Plugin;

/**
 * To measure beside ours, what in the archive is a module of its own: the analyzers «finnish» and «swedish», and the parts that
 * Wagtail’s back end makes its analyzers of.
 */
public final class Languages extends Plugin implements AnalysisPlugin {
    @Override
    public Map<String, AnalysisProvider<AnalyzerProvider<? extends Analyzer>>> getAnalyzers() {
        return Map.of("finnish", of(FinnishAnalyzer::new), "swedish", of(SwedishAnalyzer::new));
    }

    @Override
    public List<PreConfiguredTokenFilter> getPreConfiguredTokenFilters() {
        return List.of(PreConfiguredTokenFilter.singleton("asciifolding", true, ASCIIFoldingFilter::new));
    }

    @Override
    public Map<String, AnalysisProvider<TokenFilterFactory>> getTokenFilters() {
        return Map.of(
            "ngram", AnalysisPlugin.requiresAnalysisSettings(filter(NGramTokenFilter::new)),
            "edge_ngram", AnalysisPlugin.requiresAnalysisSettings(filter(EdgeNGramTokenFilter::new))
        );
    }

    @Override
    public Map<String, AnalysisProvider<TokenizerFactory>> getTokenizers() {
        return Map.of(
            "ngram", AnalysisPlugin.requiresAnalysisSettings(tokenizer(NGramTokenizer::new)),
            "edge_ngram", AnalysisPlugin.requiresAnalysisSettings(tokenizer(EdgeNGramTokenizer::new))
        );
    }

    private static AnalysisProvider<AnalyzerProvider<? extends Analyzer>> of(Supplier<Analyzer> made) {
        return (index, environment, name, settings) -> new Provider(name, settings, made.get());
    }

    private static AnalysisProvider<TokenFilterFactory> filter(Filter made) {
        return (index, environment, name, settings) -> new AbstractTokenFilterFactory(name, settings) {
            @Override
            public TokenStream create(TokenStream words) {
                return made.of(words, least(settings), most(settings), false);
            }
        };
    }

    private static AnalysisProvider<TokenizerFactory> tokenizer(Tokenizer made) {
        return (index, environment, name, settings) ->
            TokenizerFactory.newFactory(name, () -> made.of(least(settings), most(settings)));
    }

    private static int least(Settings settings) {
        return settings.getAsInt("min_gram", 1);
    }

    private static int most(Settings settings) {
        return settings.getAsInt("max_gram", 2);
    }

    private interface Filter {
        TokenStream of(TokenStream words, int least, int most, boolean whole);
    }

    private interface Tokenizer {
        org.apache.lucene.analysis.Tokenizer of(int least, int most);
    }

    private static final class Provider extends AbstractIndexAnalyzerProvider<Analyzer> {
        private final Analyzer analyzer;

        Provider(String name, Settings settings, Analyzer analyzer) {
            super(name, settings);
            this.analyzer = analyzer;
        }

        @Override
        public Analyzer get() {
            return analyzer;
        }
    }
}
