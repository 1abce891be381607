package org.mathlode.pipeline.stage;

import java.io.IOException;
import java.io.InputStream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.mathlode.pipeline.warc.WarcSource;

/** A WARC file on any file system Hadoop knows. */
final class HadoopWarcSource implements WarcSource {
    private final String name;
    private final Path path;
    private final FileSystem files;
    private final long length;

    private HadoopWarcSource(String name, Path path, FileSystem files, long length) {
        this.name = name;
        this.path = path;
        this.files = files;
        this.length = length;
    }

    static HadoopWarcSource of(WarcFile file, Configuration configuration) throws IOException {
        Path path = new Path(file.path());
        FileSystem files = path.getFileSystem(configuration);
        return new HadoopWarcSource(file.name(), path, files, files.getFileStatus(path).getLen());
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public long length() {
        return length;
    }

    @Override
    public InputStream open(long offset) throws IOException {
        FSDataInputStream in = files.open(path);
        in.seek(offset);
        return in;
    }

    @Override
    public boolean reopens() {
        return true;
    }
}
