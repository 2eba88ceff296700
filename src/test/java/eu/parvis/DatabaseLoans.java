package eu.parvis;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;

/**
 * Knows which test or class of tests took which databases, and gives them back when it has ended: after its own
 * clean-up, and after that of every extension. JUnit finds this class as a service. Tests of a JVM run one by one.
 */
public final class DatabaseLoans implements TestExecutionListener {

    private static final Deque<List<TestDatabase>> RUNNING = new ArrayDeque<>();

    static void note(TestDatabase taken) {
        RUNNING.element().add(taken);
    }

    @Override
    public void executionStarted(TestIdentifier begun) {
        RUNNING.push(new ArrayList<>());
    }

    @Override
    public void executionFinished(TestIdentifier ended, TestExecutionResult result) {
        RUNNING.pop().forEach(TestDatabase::giveBack);
    }
}
