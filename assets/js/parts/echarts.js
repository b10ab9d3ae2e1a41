// The charts' own chunk: only what we draw, SVG, and the page's tokens as a theme.
import { BarChart, GaugeChart, HeatmapChart, LineChart, PieChart } from 'echarts/charts';
import {
  AriaComponent,
  DatasetComponent,
  GridComponent,
  LegendComponent,
  MarkLineComponent,
  TooltipComponent,
  VisualMapComponent,
} from 'echarts/components';
import * as echarts from 'echarts/core';
import { SVGRenderer } from 'echarts/renderers';
import { reduced } from './page.js';

echarts.use([
  BarChart, GaugeChart, HeatmapChart, LineChart, PieChart,
  AriaComponent, DatasetComponent, GridComponent, LegendComponent, MarkLineComponent, TooltipComponent, VisualMapComponent,
  SVGRenderer,
]);

function theme(token, size) {
  const label = { color: token('--text-3'), fontSize: size };
  const axis = {
    axisTick: { show: false },
    axisLine: { lineStyle: { color: token('--line') } },
    axisLabel: label,
    nameTextStyle: label,
    splitLine: { lineStyle: { color: token('--line'), type: [3, 4] } },
  };
  return {
    color: [1, 2, 3, 4, 5, 6].map((n) => token(`--chart-${n}`)),
    textStyle: { fontFamily: token('--font'), color: token('--text-2'), fontSize: size },
    categoryAxis: { ...axis, splitLine: { show: false } },
    valueAxis: { ...axis, axisLine: { show: false } },
    legend: { textStyle: { color: token('--text-2'), fontSize: size }, itemWidth: 14, itemHeight: 8, itemGap: 16 },
    tooltip: {
      renderMode: 'richText',
      backgroundColor: token('--surface'),
      borderColor: token('--line'),
      textStyle: { color: token('--text'), fontSize: size },
    },
    line: { smooth: 0.25, symbolSize: 6, lineStyle: { width: 2.25 } },
    bar: { barMaxWidth: 18, itemStyle: { borderRadius: [3, 3, 0, 0] } },
    pie: { label: { color: token('--text-2'), fontSize: size }, itemStyle: { borderColor: token('--surface'), borderWidth: 2 } },
    gauge: { axisLine: { lineStyle: { color: [[1, token('--sunken')]] } }, detail: { color: token('--text'), fontSize: size * 1.6 }, title: { color: token('--text-2'), fontSize: size } },
  };
}

/** "var(--brand)" in an option means the token of that name. */
function spoken(value, token) {
  if (typeof value === 'string') return value.replace(/^var\((--[\w-]+)\)$/, (_, name) => token(name));
  if (Array.isArray(value)) return value.map((one) => spoken(one, token));
  if (value && typeof value === 'object') return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, spoken(one, token)]));
  return value;
}

export function mount(element, option) {
  const style = getComputedStyle(element);
  const token = (name) => style.getPropertyValue(name).trim();
  const root = parseFloat(getComputedStyle(document.documentElement).fontSize);
  const size = Math.round(parseFloat(token('--fs-xs')) * root);
  const chart = echarts.init(element, theme(token, size), { renderer: 'svg' });
  const many = Array.isArray(option.series) && option.series.length > 1;
  const legend = option.legend ?? many ? { legend: { right: 0, top: 0, ...option.legend } } : {};
  chart.setOption({
    grid: { left: 8, right: 12, top: legend.legend ? size * 3 : size * 1.2, bottom: 4, containLabel: true },
    tooltip: { trigger: Array.isArray(option.xAxis ?? option.yAxis) || option.xAxis ? 'axis' : 'item', confine: true },
    ...spoken(option, token),
    ...legend,
    animation: option.animation !== false && !reduced(),
    aria: { enabled: true, ...option.aria },
  });
  chart.on('click', (event) => event.data?.url && location.assign(event.data.url));
  return chart;
}
