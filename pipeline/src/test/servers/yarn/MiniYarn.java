import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.apache.hadoop.yarn.conf.YarnConfiguration;
import org.apache.hadoop.yarn.server.MiniYARNCluster;

/** A resource manager and two node managers in this JVM, which start containers as processes; writes what clients have to know to a {@code yarn-site.xml}. */
public final class MiniYarn {
    private MiniYarn() {}

    public static void main(String[] arguments) throws Exception {
        YarnConfiguration settings = new YarnConfiguration();
        settings.setInt(YarnConfiguration.NM_PMEM_MB, 4096);
        settings.setInt(YarnConfiguration.RM_SCHEDULER_MINIMUM_ALLOCATION_MB, 256);
        settings.setBoolean(YarnConfiguration.NM_PMEM_CHECK_ENABLED, false);
        settings.setBoolean(YarnConfiguration.NM_VMEM_CHECK_ENABLED, false);
        settings.set(YarnConfiguration.NM_MAX_PER_DISK_UTILIZATION_PERCENTAGE, "99.9");
        // the capacity scheduler wants a file of queues
        settings.set(YarnConfiguration.RM_SCHEDULER, "org.apache.hadoop.yarn.server.resourcemanager.scheduler.fifo.FifoScheduler");
        MiniYARNCluster cluster = new MiniYARNCluster("yarn", 2, 1, 1);
        cluster.init(settings);
        cluster.start();

        Path site = Path.of(arguments[0]);
        Path fresh = site.resolveSibling(site.getFileName() + ".new");
        try (OutputStream out = Files.newOutputStream(fresh)) {
            cluster.getConfig().writeXml(out);
        }
        Files.move(fresh, site, StandardCopyOption.ATOMIC_MOVE);
        Thread.currentThread().join();
    }
}
