package eu.parvis;

import com.deque.html.axecore.args.AxeRunOptions;
import com.deque.html.axecore.playwright.AxeBuilder;
import com.deque.html.axecore.results.Node;
import com.deque.html.axecore.results.Rule;
import com.microsoft.playwright.Page;
import java.util.List;

/** Looks for what keeps somebody from using a page. */
public final class Axe {

    private Axe() {}

    /** The rules that the page breaks and where, but for what lies in the excluded parts. */
    public static List<String> complaints(Page page, String... excluded) {
        var options = new AxeRunOptions();
        // What is in order is counted, not described.
        options.setResultTypes(List.of("violations"));
        var axe = new AxeBuilder(page)
                // No page here has a frame: nothing has to be carried together in another tab.
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
