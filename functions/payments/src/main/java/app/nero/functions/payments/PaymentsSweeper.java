package app.nero.functions.payments;

import app.nero.http.EventLog;
import app.nero.http.Metric;
import app.nero.lambda.ScheduledFunction;
import app.nero.lambda.Wiring;
import app.nero.payment.RenewPlan;
import app.nero.payment.SettlePayment;
import app.nero.payment.SweepPayments;
import java.util.List;

/** Looks at payments that are due, on a schedule. If a run fails, the next one continues. Runs may overlap. */
public final class PaymentsSweeper extends ScheduledFunction {

    private final SweepPayments sweepPayments;
    private final PaymentMetrics metrics;
    private final EventLog log;

    /** Called by the Lambda runtime. */
    public PaymentsSweeper() {
        this(Wiring.ofEnvironment());
    }

    public PaymentsSweeper(Wiring wiring) {
        this(Ports.of(wiring), wiring);
    }

    PaymentsSweeper(Ports ports, Wiring wiring) {
        super(wiring);
        SettlePayment settlePayment = ports.settlePayment(wiring);
        this.sweepPayments = new SweepPayments(ports.payments(), ports.gateways(), settlePayment,
                new RenewPlan(ports.payments(), ports.gateways(), settlePayment, wiring.clock(), wiring.random()),
                ports.moveStars(wiring), ports.movePlans(wiring), wiring.clock());
        this.log = wiring.log();
        this.metrics = new PaymentMetrics(log);
    }

    @Override
    protected List<Runnable> steps() {
        return List.of(this::sweep);
    }

    private void sweep() {
        SweepPayments.Report report = sweepPayments.sweep();
        metrics.count(report.results());
        count("PaymentsSweepFailed", report.failed());
        count("PaymentsNotGranted", report.notGranted());
    }

    private void count(String event, int count) {
        if (count > 0) {
            log.info(event, log.metrics(List.of(Metric.count(event, count))));
        }
    }
}
