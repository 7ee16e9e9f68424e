package io.guarded.benchmarks.paired;

import de.erichseifert.vectorgraphics2d.Document;
import de.erichseifert.vectorgraphics2d.VectorGraphics2D;
import de.erichseifert.vectorgraphics2d.svg.SVGProcessor;
import de.erichseifert.vectorgraphics2d.util.PageSize;
import java.awt.Color;
import java.awt.geom.Rectangle2D;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jfree.chart.ChartFactory;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.StandardChartTheme;
import org.jfree.chart.axis.LogAxis;
import org.jfree.chart.plot.CategoryPlot;
import org.jfree.chart.plot.PlotOrientation;
import org.jfree.chart.renderer.category.BarRenderer;
import org.jfree.chart.renderer.category.StandardBarPainter;
import org.jfree.data.category.DefaultCategoryDataset;

/** Draws the bars of a section: the least, the median and the greatest of the rounds. */
final class Plot {

    private static final int WIDTH = 900;
    private static final int TITLE = 100;
    private static final int BAR = 40;

    /** More than this between the least and the greatest asks for powers of ten. */
    private static final double WIDE = 20;

    /** What the plot was laid out with, which the library leaves out where it is Java's default. */
    private static final String FONT = "<svg font-family=\"sans-serif\" font-size=\"12px\" ";

    private Plot() {}

    static void draw(Section section, Path file) throws IOException {
        DefaultCategoryDataset figures = new DefaultCategoryDataset();
        section.bars().forEach((label, figure) -> {
            figures.addValue(figure.min(), "least", label);
            figures.addValue(figure.median(), "median", label);
            figures.addValue(figure.max(), "greatest", label);
        });
        ChartFactory.setChartTheme(new StandardChartTheme("plain"));
        JFreeChart chart = ChartFactory.createBarChart(
                section.title(), null, null, figures, PlotOrientation.HORIZONTAL, true, false, false);
        look(chart.getCategoryPlot(), section);
        write(chart, TITLE + BAR * section.bars().size(), file);
    }

    private static void look(CategoryPlot plot, Section section) {
        plot.setBackgroundPaint(Color.WHITE);
        plot.setRangeGridlinePaint(Color.LIGHT_GRAY);
        plot.getDomainAxis().setMaximumCategoryLabelWidthRatio(0.5f);
        BarRenderer bars = (BarRenderer) plot.getRenderer();
        bars.setBarPainter(new StandardBarPainter());
        bars.setShadowVisible(false);
        bars.setItemMargin(0);
        bars.setSeriesPaint(0, new Color(0xbb, 0xcc, 0xdd));
        bars.setSeriesPaint(1, new Color(0x22, 0x55, 0x88));
        bars.setSeriesPaint(2, new Color(0xbb, 0xcc, 0xdd));
        if (isWide(section)) {
            // bars would begin at zero, which such an axis does not have
            double least = Math.pow(10, Math.floor(Math.log10(least(section))));
            LogAxis axis = new LogAxis();
            axis.setSmallestValue(least);
            bars.setBase(least);
            plot.setRangeAxis(axis);
        }
    }

    private static void write(JFreeChart chart, int height, Path file) throws IOException {
        VectorGraphics2D graphics = new VectorGraphics2D();
        chart.draw(graphics, new Rectangle2D.Double(0, 0, WIDTH, height));
        Document document = new SVGProcessor().getDocument(graphics.getCommands(), new PageSize(WIDTH, height));
        ByteArrayOutputStream svg = new ByteArrayOutputStream();
        document.writeTo(svg);
        Files.writeString(file, svg.toString(StandardCharsets.UTF_8).replaceFirst("<svg ", FONT));
    }

    private static boolean isWide(Section section) {
        double most =
                section.bars().values().stream().mapToDouble(Spread::max).max().orElseThrow();
        return most / least(section) > WIDE;
    }

    private static double least(Section section) {
        return section.bars().values().stream().mapToDouble(Spread::min).min().orElseThrow();
    }
}
