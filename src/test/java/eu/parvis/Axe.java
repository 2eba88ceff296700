package eu.parvis;

import com.deque.html.axecore.args.AxeRunOptions;
import com.deque.html.axecore.playwright.AxeBuilder;
import com.deque.html.axecore.results.Node;
import com.deque.html.axecore.results.Rule;
import com.microsoft.playwright.Page;
import java.util.List;

/** Checks pages for accessibility violations. */
public final class Axe {

    private Axe() {}

    /** The violated rules and the elements concerned, without those in the excluded parts. */
    public static List<String> complaints(Page page, String... excluded) {
        var options = new AxeRunOptions();
        // Passed rules are only counted, which is faster.
        options.setResultTypes(List.of("violations"));
        var axe = new AxeBuilder(page)
                // Frames show nothing but documents of visitors, so partial results need not be combined in another
                // tab.
                .setLegacyMode(true)
                .options(options);
        for (var part : excluded) {
            axe.exclude(part);
        }
        return axe.analyze().getViolations().stream().map(Axe::complaint).toList();
    }

    private static String complaint(Rule rule) {
        return rule.getId() + ": " + rule.getHelp() + " "
                + rule.getNodes().stream().map(Node::getHtml).toList();
    }
}
